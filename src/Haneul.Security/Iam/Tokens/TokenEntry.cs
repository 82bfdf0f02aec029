using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Tokens;

/// <summary>A token that is kept in memory, with its answers ready to be sent.</summary>
internal sealed class TokenEntry
{
    private const int MostRenderings = 2;

    private Rendering[] _renderings = [];

    public TokenEntry(TokenKey key, TokenRecord token, long epoch)
    {
        Key = key;
        Token = token;
        Epoch = epoch;
        Caller = token.ToCaller(this);
        Found = this;
    }

    /// <summary>What the token is found by.</summary>
    public TokenKey Key { get; }

    /// <summary>What it means.</summary>
    public TokenRecord Token { get; }

    /// <summary>The revocation epoch that it was read in.</summary>
    public long Epoch { get; }

    /// <summary>The caller that it makes.</summary>
    public Caller Caller { get; }

    /// <summary>This entry as the outcome of finding it; made once, because it is asked for on every validation.</summary>
    public Outcome<TokenEntry> Found { get; }

    /// <summary>The answer that shows the token to a call; the links in it depend on the address that the call came to.</summary>
    public ValueTask<Outcome<TokenAnswer>> AnswerForAsync(Call call, bool withCatalog, TokenRendering rendering)
    {
        var address = CallAddress.Of(call);
        foreach (var ready in _renderings)
        {
            if (ready.WithCatalog == withCatalog && ready.Address.Equals(address))
            {
                return new(ready.Answer);
            }
        }

        return MakeAnswerAsync(call, withCatalog, rendering);
    }

    private async ValueTask<Outcome<TokenAnswer>> MakeAnswerAsync(Call call, bool withCatalog, TokenRendering rendering)
    {
        var answer = new TokenAnswer(await rendering.RenderAsync(call, Token, withCatalog), subjectToken: null);
        // Two threads may both make one; the last stays, and either is right. Callers with ever new Host headers only replace each other.
        var made = new Rendering(CallAddress.Of(call), withCatalog, answer);
        _renderings = [made, .. _renderings.Take(MostRenderings - 1)];
        return made.Answer;
    }

    private sealed class Rendering(CallAddress address, bool withCatalog, TokenAnswer answer)
    {
        public CallAddress Address { get; } = address;

        public bool WithCatalog { get; } = withCatalog;

        public Outcome<TokenAnswer> Answer { get; } = answer;
    }
}
