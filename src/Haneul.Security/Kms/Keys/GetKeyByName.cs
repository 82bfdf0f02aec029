using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;
using Microsoft.AspNetCore.Http.Features;

namespace Haneul.Security.Kms.Keys;

/// <summary>Looks a key up by its name: a user key or a service key (contracts/SECRETS-KMS.md section 3).</summary>
internal static class GetKeyByName
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "GetKeyByName",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("GetKeyByName"), "Key"),
        KmsErrors.UnknownKeyName);

    public static async ValueTask<Outcome<KeyByNameResponse>> HandleAsync(string keyName, Call call, QueryFields query, IDatabase database)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var name = Decode(call, keyName);
        call.Trail.ResourceName = KeyId.ForTrail(name);
        var found = await database.ReadAsync(
            async session => await FindUserKeyAsync(session, call.ProjectId, name) ?? await FindServiceKeyAsync(session, call.ProjectId, name),
            call.Context.RequestAborted);
        if (found is null)
        {
            return KmsErrors.UnknownKeyName;
        }

        call.Trail.ResourceId = found.Id;
        return new KeyByNameResponse(found);
    }

    private static ValueTask<KeyByName?> FindUserKeyAsync(IDatabaseSession session, string projectId, string name) => session.QueryFirstOrDefaultAsync(
        $"SELECT id, name, description, default_version FROM kms_keys WHERE project_id = {projectId} AND name = {name}",
        static row => new KeyByName(row.GetString(0), KeyOwnerType.User, row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), (int)row.GetInt64(3)));

    private static ValueTask<KeyByName?> FindServiceKeyAsync(IDatabaseSession session, string projectId, string name) => session.QueryFirstOrDefaultAsync(
        $"SELECT name, default_version FROM {ListServiceKeys.ServiceKeysOf(projectId)} WHERE name = {name}",
        static row => new KeyByName(null, KeyOwnerType.Service, row.GetString(0), null, (int)row.GetInt64(1)));

    /// <summary>A name may have a slash, which the server leaves encoded in the path; what was sent tells it from a name that has <c>%2F</c> in it.</summary>
    private static string Decode(Call call, string routed)
    {
        if (!routed.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            return routed;
        }

        var target = call.Context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? routed;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var path = (end < 0 ? target : target[..end]).TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
