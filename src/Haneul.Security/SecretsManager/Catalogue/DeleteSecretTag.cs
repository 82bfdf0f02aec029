using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Takes a tag off a secret.</summary>
internal static class DeleteSecretTag
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "DeleteSecretTag",
        SecretPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("DeleteSecretTag"), "Secret"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        CatalogueErrors.UnknownTag,
        CatalogueErrors.RevisionPassed);

    public static async ValueTask<Outcome<NoContent>> HandleAsync(string secretId, Call call, QueryFields query, SecretEdits edits)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var key = TagText.OfPath(call);
        if (TagText.FindFault(key) is null)
        {
            call.Trail.AddFact("tag", key);
        }

        return await edits.ChangeAsync<NoContent>(
            call,
            secretId,
            (_, old) =>
            {
                var tags = new SortedDictionary<string, string>(old.Tags, StringComparer.Ordinal);
                return new(tags.Remove(key) ? old with { Tags = tags } : CatalogueErrors.UnknownTag);
            },
            static _ => Outcome.NoContent());
    }
}
