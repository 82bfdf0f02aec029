using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Credentials;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Lists the S3 keys of a service account, without secrets.</summary>
internal static class ListServiceAccountS3Keys
{
    public static readonly Operation Operation = new(
        "iam", "ListServiceAccountS3Keys",
        ServiceAccountPermissions.Read,
        TrailRule.Organisation("List S3 Access Keys", "Credential"),
        ServiceAccountErrors.NotFound);

    public static async Task<Outcome<ServiceAccountS3KeysResponse>> HandleAsync(string service_account_id, Call call, QueryFields query, IDatabase database, Ec2Rendering rendering)
    {
        if (query.Check() is { } error)
        {
            return error;
        }

        var found = await database.ReadAsync(async session => await ServiceAccount.FindAsync(session, service_account_id, call.ProjectId) is null ? null : await session.QueryAsync(
            $"SELECT {Credential.Columns} FROM iam_credentials WHERE user_id = {service_account_id} AND type = {Ec2Blob.Type} ORDER BY created_at, id", Credential.Read),
            call.Context.RequestAborted);
        if (found is null)
        {
            return ServiceAccountErrors.NotFound;
        }

        var bodies = new List<ServiceAccountS3KeyBody>(found.Count);
        foreach (var credential in found)
        {
            bodies.Add(ServiceAccountKeys.ToBody(credential, await rendering.OpenAsync(call, credential), withSecret: false));
        }

        return new ServiceAccountS3KeysResponse(bodies);
    }
}
