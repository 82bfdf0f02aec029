using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>
/// Begins a second factor: the one answer that shows its secret, which an authenticator app takes. It asks for nothing until it is confirmed, and the next one that is begun
/// takes its place.
/// </summary>
internal static class BeginSecondFactor
{
    private const string Issuer = "Haneul";

    public static readonly Operation Operation = new(
        "iam", "BeginSecondFactor",
        SecondFactorPolicies.Begin.Permission,
        TrailRule.Organisation("User OTP Create", "User"),
        IamErrors.DelegatedChange, IamErrors.UserNotFound, SecondFactorErrors.AlreadyOn);

    public static async Task<Outcome<BegunSecondFactorResponse>> HandleAsync(
        string user_id, Call call, QueryFields query, IDatabase database, MeaningfulChanges changes, SecondFactorSecrets secrets)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var found = await database.ReadAsync(session => TargetUser.FindAsync(call, session, user_id, SecondFactorPolicies.Begin), call.Context.RequestAborted);
        if (found.Error is { } refused)
        {
            return refused;
        }

        var (begun, secret) = await secrets.GenerateAsync(user_id, call.Context.RequestAborted);
        call.Context.Response.Headers.CacheControl = "no-store";
        return await changes.WriteAsync<BegunSecondFactorResponse>(call, async transaction =>
        {
            if (await SecondFactor.FindAsync(transaction, user_id) is { EnabledAt: not null })
            {
                return SecondFactorErrors.AlreadyOn;
            }

            await SecondFactor.BeginAsync(transaction, begun, call.Now);
            return Outcome.Created(new BegunSecondFactorResponse(new BegunSecondFactorBody(secret, UriOf(found.Value.Name, secret))));
        });
    }

    // The form that authenticator apps read from a QR code. The issuer stands twice, as their documentation asks.
    private static string UriOf(string userName, string secret) =>
        $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(userName)}?secret={secret}&issuer={Issuer}&algorithm=SHA1&digits={Totp.Digits}&period={Totp.StepSeconds}";
}
