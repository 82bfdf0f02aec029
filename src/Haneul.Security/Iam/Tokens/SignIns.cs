using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Tokens;

/// <summary>The methods of signing in that there are. A request may name several at once: then each must succeed, for one and the same user, as in Keystone.</summary>
internal sealed class SignIns(IEnumerable<ISignInMethod> methods)
{
    private readonly Dictionary<string, ISignInMethod> _methods = methods.ToDictionary(static method => method.Name, StringComparer.Ordinal);

    /// <summary>401 if the request names a method that there is not; Keystone's own methods that are missing here are like any other unknown one.</summary>
    public Error? RefuseMethods(TokenRequest request)
    {
        foreach (var method in request.Methods)
        {
            if (!IsKnown(method))
            {
                return IamErrors.UnknownMethod.With(method, string.Join(", ", _methods.Keys.Append(TokenRequest.PasscodeMethod)));
            }
        }

        return null;
    }

    /// <summary>
    /// Checks every method that the request names, in its order; the first that fails decides the answer. A passcode is checked with the password that it stands beside; alone, or
    /// beside anything else, it proves nothing. Last come the rules of the user.
    /// </summary>
    public async ValueTask<Outcome<Identified>> IdentifyAsync(Call call, TokenRequest request)
    {
        if (request.Passcode is not null && request.Password is null)
        {
            return IamErrors.SignInFailed;
        }

        var identified = request.Methods.Count == 1 ? await _methods[request.Methods[0]].IdentifyAsync(call, request) : await IdentifyAllAsync(call, request);
        return identified.Error is null && MethodRules.Refuse(identified.Value, IsKnown) is { } refused ? refused : identified;
    }

    private bool IsKnown(string method) => method == TokenRequest.PasscodeMethod || _methods.ContainsKey(method);

    private async ValueTask<Outcome<Identified>> IdentifyAllAsync(Call call, TokenRequest request)
    {
        Outcome<Identified>? all = null;
        foreach (var method in request.Methods.Distinct(StringComparer.Ordinal).Where(static method => method != TokenRequest.PasscodeMethod))
        {
            var identified = await _methods[method].IdentifyAsync(call, request);
            if (identified.Error is not null)
            {
                return identified;
            }

            if (all is null)
            {
                all = identified;
            }
            else if (all.Value.And(identified.Value) is { } both)
            {
                all = both;
            }
            else
            {
                return IamErrors.SignInFailed;
            }
        }

        return all!;
    }
}
