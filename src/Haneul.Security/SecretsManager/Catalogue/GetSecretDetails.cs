using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Reads all that is known of a secret without its values, with the ETag for a change.</summary>
internal static class GetSecretDetails
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "GetSecretDetails",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("GetSecretDetails"), "Secret"),
        SecretErrors.UnknownSecret);

    public static async ValueTask<Outcome<CatalogueSecretResponse>> HandleAsync(
        string secretId, Call call, QueryFields query, IDatabase database, AllowLists allowLists, LastReads reads)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var row = await database.ReadAsync(
            session => CatalogueRow.FindAsync(session, allowLists, call.Caller, call.ProjectId, secretId), call.Context.RequestAborted);
        if (row is null)
        {
            return SecretErrors.UnknownSecret;
        }

        call.Trail.ResourceName = row.Name;
        Revision.Show(call, row.Revision);
        return new CatalogueSecretResponse(row.ToWire(reads, call.ProjectId));
    }
}
