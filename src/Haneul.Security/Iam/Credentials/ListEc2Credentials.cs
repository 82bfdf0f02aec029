using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Policies;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Credentials;

/// <summary>Lists the EC2 (S3) keys of a user with their secrets; none to a delegated token.</summary>
internal static class ListEc2Credentials
{
    public static readonly Operation Operation = new(
        "iam", "ListEc2Credentials",
        CredentialPolicies.ListEc2.Permission,
        TrailRule.Organisation("List S3 Access Keys", "Credential"),
        IamErrors.UserNotFound);

    public static async Task<Outcome<Ec2CredentialsResponse>> HandleAsync(string user_id, Call call, QueryFields query, IDatabase database, Ec2Rendering rendering)
    {
        var page = ListPage.Read(query);
        if ((query.Check(UnknownFields.Ignore) ?? CredentialPolicies.ListEc2.Refuse(call, new PolicyTarget(UserId: user_id))) is { } refused)
        {
            return refused;
        }

        Sql visible = call.Caller.IsDelegated ? $" AND 1 = 0" : Sql.Empty;
        Error? unknown = null;
        var found = await database.ReadAsync(async session =>
        {
            unknown = await AccessKeyRules.RefuseUnknownAsync(call, session, user_id);
            return await session.QueryAsync($"""
                SELECT {Credential.Columns} FROM iam_credentials
                WHERE user_id = {user_id} AND type = {Ec2Blob.Type} AND id > {page.After}{visible} ORDER BY id LIMIT {page.Take}
                """, Credential.Read);
        }, call.Context.RequestAborted);
        if (unknown is not null)
        {
            return unknown;
        }

        var links = page.Cut(call, $"users/{Uri.EscapeDataString(user_id)}/credentials/OS-EC2", found, static credential => credential.Id);
        var bodies = new List<Ec2CredentialBody>(found.Count);
        foreach (var credential in found)
        {
            bodies.Add(await rendering.ToBodyAsync(call, credential));
        }

        return new Ec2CredentialsResponse(bodies, links);
    }
}
