using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Credentials;

/// <summary>Lists credentials with what they hold: to each caller those that they may see one by one, as in Keystone, and none to a delegated token.</summary>
internal static class ListCredentials
{
    public static readonly Operation Operation = new(
        "iam", "ListCredentials",
        CredentialPolicies.List.Permission,
        TrailRule.Organisation("List Credentials", "Credential"));

    public static async Task<Outcome<CredentialsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, CredentialBlobs blobs)
    {
        var (userId, type) = (query.Text("user_id", 64), query.Text("type"));
        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        var caller = call.Caller;
        if (CredentialPolicies.List.Refuse(call, new PolicyTarget(UserId: caller.UserId)) is { } refused)
        {
            return refused;
        }

        var cancellation = call.Context.RequestAborted;
        Sql visible = caller.IsDelegated ? $" AND 1 = 0" : CredentialPolicies.Get.Admits(caller, default) ? Sql.Empty : $" AND user_id = {caller.UserId}";
        Sql ofUser = userId is null ? Sql.Empty : $" AND user_id = {userId}";
        Sql ofType = type is null ? Sql.Empty : $" AND type = {type}";
        var found = await database.ReadAsync(session => session.QueryAsync($"""
            SELECT {Credential.Columns} FROM iam_credentials WHERE id > {page.After}{visible}{ofUser}{ofType} ORDER BY id LIMIT {page.Take}
            """, Credential.Read), cancellation);
        var links = page.Cut(call, "credentials", found, static credential => credential.Id);
        var bodies = new List<CredentialBody>(found.Count);
        foreach (var credential in found)
        {
            bodies.Add(credential.ToBody(call, await blobs.OpenAsync(credential, cancellation)));
        }

        call.Context.Response.Headers.CacheControl = "no-store";
        return new CredentialsResponse(bodies, links);
    }
}
