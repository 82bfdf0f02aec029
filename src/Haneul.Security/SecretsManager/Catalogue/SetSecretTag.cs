using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Gives a secret a tag, or a tag another value.</summary>
internal static class SetSecretTag
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "SetSecretTag",
        SecretPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("SetSecretTag"), "Secret"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        CatalogueErrors.TagLimit,
        CatalogueErrors.RevisionPassed);

    public static async ValueTask<Outcome<SecretTagResponse>> HandleAsync(string secretId, Call call, JsonBody body, QueryFields query, SecretEdits edits)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        var key = TagText.OfPath(call);
        if (TagText.FindFault(key) is { } fault)
        {
            query.AddProblem("key", fault);
        }

        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        call.Trail.AddFact("tag", key);
        return await edits.ChangeAsync<SecretTagResponse>(
            call,
            secretId,
            (_, old) =>
            {
                var tags = new SortedDictionary<string, string>(old.Tags, StringComparer.Ordinal) { [key] = request.Value };
                return new(tags.Count > TagText.MostTags ? CatalogueErrors.TagLimit.With(old.Tags.Count) : old with { Tags = tags });
            },
            _ => new SecretTagResponse(new SecretTag(key, request.Value)));
    }

    private sealed record Request(string Value)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
        {
            if (body.RequiredObject("tag") is not { } tag)
            {
                return new Request("");
            }

            var value = tag.RequiredString("value", minLength: 0, maxLength: int.MaxValue);
            if (TagText.FindValueFault(value) is { } fault)
            {
                tag.AddProblem("value", fault);
            }

            return new Request(value);
        };
    }
}
