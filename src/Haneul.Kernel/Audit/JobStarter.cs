using Haneul.Kernel.Operations;

namespace Haneul.Kernel.Audit;

/// <summary>
/// Who asked for what a job does later: the event of the job is theirs too (spec/events.md 3), and tells which call it goes back to. Kept as text in the state of the job.
/// </summary>
/// <param name="UserId">Unique id of the user.</param>
/// <param name="UserName">Sign-in name of the user at that time.</param>
/// <param name="CredentialId">The access key that was used; null for none.</param>
/// <param name="RequestId">The call.</param>
public sealed record JobStarter(string UserId, string UserName, string? CredentialId, string RequestId)
{
    private const string None = "-";

    /// <summary>Whoever makes a call.</summary>
    public static JobStarter Of(Call call) => new(call.Caller.UserId, call.Caller.UserName, call.Caller.AccessKeyId, call.RequestId);

    /// <summary>The starter in the state of a job; null if the state names none, since nobody asked.</summary>
    public static JobStarter? FromText(string state) =>
        state.Split(' ', 4) is [var userId, var credentialId, var requestId, var userName] ? new(userId, userName, credentialId == None ? null : credentialId, requestId) : null;

    /// <summary>The text for the state of a job. Names come last, since they alone may have spaces.</summary>
    public string ToText() => $"{UserId} {CredentialId ?? None} {RequestId} {UserName}";
}
