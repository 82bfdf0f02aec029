using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Renames a secret, or changes its description, tags or expiry date, without a look at its values.</summary>
internal static class UpdateSecret
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "UpdateSecret",
        SecretPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("UpdateSecret"), "Secret"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        SecretErrors.NameTaken,
        CatalogueErrors.RevisionPassed);

    public static async ValueTask<Outcome<CatalogueSecretResponse>> HandleAsync(
        string secretId, Call call, JsonBody body, QueryFields query, SecretEdits edits, LastReads reads)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var now = UnixTime.ToMicroseconds(call.Now);
        if (!body.TryRead(fields => Request.Read(fields, now), out var wanted, out var wrongBody))
        {
            return wrongBody;
        }

        return await edits.ChangeAsync<CatalogueSecretResponse>(
            call,
            secretId,
            (_, old) =>
            {
                var changed = wanted.Apply(old);
                Tell(call.Trail, old, changed);
                return new(changed);
            },
            row => new CatalogueSecretResponse(row.ToWire(reads, call.ProjectId)));
    }

    private static void Tell(TrailDraft trail, CatalogueRow old, CatalogueRow changed)
    {
        var fields = new List<string>();
        if (changed.Name != old.Name)
        {
            fields.Add("name");
            trail.AddFact("previous_name", old.Name);
        }

        if (changed.Description != old.Description)
        {
            fields.Add("description");
        }

        if (TagText.ToJson(changed.Tags) != TagText.ToJson(old.Tags))
        {
            fields.Add("tags");
        }

        if (changed.ExpiresAt != old.ExpiresAt)
        {
            fields.Add("expires_at");
        }

        trail.AddFact("changed", string.Join(' ', fields));
    }

    /// <summary>What is to change; a part that the body does not name stays as it is, null takes it away.</summary>
    private sealed record Request(string? Name, bool HasDescription, string? Description, SortedDictionary<string, string>? Tags, bool HasExpiry, long? ExpiresAt)
    {
        private static readonly string[] Parts = ["name", "description", "tags", "expires_at"];

        public static Request Read(JsonFields body, long now)
        {
            if (body.RequiredObject("secret") is not { } secret)
            {
                return new Request(null, false, null, null, false, null);
            }

            if (!Parts.Any(secret.Has))
            {
                body.AddProblem("secret", $"must have at least one of {string.Join(", ", Parts)}");
            }

            return new Request(
                secret.Has("name") ? ResourceText.ReadName(secret, "name") : null,
                secret.Has("description"),
                ResourceText.ReadDescription(secret, "description"),
                secret.Has("tags") ? TagText.Read(secret, "tags") : null,
                secret.Has("expires_at"),
                ExpiryPlan.ReadDate(secret, "expires_at", now));
        }

        public CatalogueRow Apply(CatalogueRow old) => old with
        {
            Name = Name ?? old.Name,
            Description = HasDescription ? Description : old.Description,
            Tags = Tags ?? old.Tags,
            ExpiresAt = HasExpiry ? ExpiresAt : old.ExpiresAt,
        };
    }
}
