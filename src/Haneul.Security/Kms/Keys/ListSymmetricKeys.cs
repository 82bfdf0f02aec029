using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>
/// Lists what another service can protect the caller's data with: the user keys for symmetric encryption that are active and that access control lets the
/// caller use, and the service keys. The contract has no pages here.
/// </summary>
internal static class ListSymmetricKeys
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "ListSymmetricKeys",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListSymmetricKeys"), "Key"));

    public static async ValueTask<Outcome<ListSymmetricKeysResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, UserKeys keys)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<ListSymmetricKeysResponse>>(
            async session =>
            {
                var service = await session.QueryAsync(
                    $"SELECT name FROM {ListServiceKeys.ServiceKeysOf(call.ProjectId)} ORDER BY name",
                    static row => new SymmetricKey(null, row.GetString(0), KeyOwnerType.Service));

                // Active means its newest version here: that is the one which new data is protected with.
                var user = await session.QueryAsync(
                    $"""
                    SELECT k.id, k.name FROM kms_keys k
                    JOIN kms_key_versions v ON v.project_id = k.project_id AND v.key_id = k.id AND v.version = k.default_version
                    WHERE k.project_id = {call.ProjectId} AND k.purpose = {KeyPurposes.SymmetricEncryption} AND v.status = {KeyVersionStatus.Active}
                        AND {keys.Admits(call)}
                    ORDER BY k.name
                    """,
                    static row => new SymmetricKey(row.GetString(0), row.GetString(1), KeyOwnerType.User));
                return new ListSymmetricKeysResponse([.. service, .. user]);
            },
            call.Context.RequestAborted);
    }
}
