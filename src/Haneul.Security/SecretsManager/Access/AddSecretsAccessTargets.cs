using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Access;

/// <summary>Puts subjects on the list of a secret, each with a result of its own.</summary>
internal static class AddSecretsAccessTargets
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "AddSecretsAccessTargets",
        SecretPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("AddSecretsAccessTargets"), "Secret"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        AllowListErrors.NotEnabled,
        AllowListErrors.MembersUnseen);

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

        return await lists.ChangeAsync<SecretAccessTargetsChangeResponse>(call, secretId, request.Ids, "targets.ids", async (transaction, secret) =>
        {
            if (!secret.IsAccessControlEnabled)
            {
                return AllowListErrors.NotEnabled;
            }

            var results = await lists.AddAsync(transaction, call, secret, request.DistinctIds);
            return new SecretAccessTargetsChangeResponse(AllowListAnswers.ToResult(results, request.Ids.Count));
        });
    }
}
