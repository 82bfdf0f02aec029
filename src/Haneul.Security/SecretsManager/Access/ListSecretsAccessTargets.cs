using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Access;

/// <summary>Lists the subjects that are allowed on a secret. The owner is not among them, and without access control nobody is.</summary>
internal static class ListSecretsAccessTargets
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ListSecretsAccessTargets",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListSecretsAccessTargets"), "Secret"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied);

    public static async ValueTask<Outcome<SecretAccessTargetsResponse>> HandleAsync(
        string secretId, Call call, QueryFields query, IDatabase database, SecretAccess access, SecretLists lists)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<SecretAccessTargetsResponse>>(
            async session =>
            {
                var found = await access.FindAsync(session, call, secretId);
                if (found.Error is { } refused)
                {
                    return refused;
                }

                var subjects = await lists.ListAsync(session, call, found.Value);
                return new SecretAccessTargetsResponse([.. subjects.Select(AllowListAnswers.ToTarget)]);
            },
            call.Context.RequestAborted);
    }
}
