using Haneul.Kernel.Access;
using Microsoft.Extensions.Hosting;

namespace Haneul.Kernel.Operations.Streams;

/// <summary>What answers that last need: the clock, the word that the server stops, and who their caller is by now.</summary>
public sealed class StreamServices(IAuthenticator authenticator, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>How often streams look at their token. A stream outlives its token by less than twice this.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Ends the streams when the server stops, which would otherwise wait for them.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>Who the token of the call stands for now; null if it is good for the call's project no more.</summary>
    /// <exception cref="OperationCanceledException">The look took too long, which is a no; or the stream ends.</exception>
    public async ValueTask<Caller?> FindCallerAsync(Call call, CancellationToken ending)
    {
        if (!RepeatedHeader.TryRead(call.Context.Request.Headers["X-Auth-Token"], out var token))
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Period, time);
        using var look = CancellationTokenSource.CreateLinkedTokenSource(ending, limit.Token);
        var caller = await authenticator.AuthenticateAsync(token, look.Token);
        return caller?.ProjectId == call.ProjectId ? caller : null;
    }
}
