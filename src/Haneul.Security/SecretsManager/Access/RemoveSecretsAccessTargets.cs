using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Access;

/// <summary>Takes subjects off the list of a secret, each with a result of its own.</summary>
internal static class RemoveSecretsAccessTargets
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "RemoveSecretsAccessTargets",
        SecretPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("RemoveSecretsAccessTargets"), "Secret"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        AllowListErrors.NotEnabled);

    public static async ValueTask<Outcome<SecretAccessTargetsChangeResponse>> HandleAsync(string secretId, Call call, JsonBody body, QueryFields query, SecretLists lists)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(AccessTargetsRequest.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        // Whoever takes somebody off need not see the members of the project: the list shows what can be taken off.
        return await lists.ChangeAsync<SecretAccessTargetsChangeResponse>(call, secretId, named: null, "targets.ids", async (transaction, secret) =>
        {
            if (!secret.IsAccessControlEnabled)
            {
                return AllowListErrors.NotEnabled;
            }

            var results = await SecretLists.RemoveAsync(transaction, call, secret, request.DistinctIds);
            return new SecretAccessTargetsChangeResponse(AllowListAnswers.ToResult(results, request.Ids.Count));
        });
    }
}
