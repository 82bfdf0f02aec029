using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.AccessKeys;

namespace Haneul.Security.Iam.Credentials;

/// <summary>Keeps new credentials, however they are asked for.</summary>
internal sealed class CredentialWriting(HaneulOptions options)
{
    /// <summary>Keeps one. 404 for an unknown user or project, 403 over the limit, 409 for an access id that is taken.</summary>
    public async ValueTask<Error?> InsertAsync(Call call, ITransaction transaction, Credential credential)
    {
        if (await AccessKeyRules.RefuseUnknownAsync(call, transaction, credential.UserId) is { } unknownUser)
        {
            return unknownUser;
        }

        if (credential.ProjectId is { } projectId && await transaction.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM iam_projects WHERE id = {projectId}", static row => row.GetInt64(0)) == 0)
        {
            return IamErrors.ProjectNotFound.With(ShownText.Cut(projectId));
        }

        if (await Credential.FindAsync(transaction, credential.Id) is not null)
        {
            return CredentialErrors.CredentialTaken.AsError();
        }

        if (credential.IsEc2 && await CountEc2Async(transaction, credential) >= options.S3KeysPerUserAndProject)
        {
            return CredentialErrors.S3KeyLimit.With(options.S3KeysPerUserAndProject);
        }

        await transaction.ExecuteAsync($"""
            INSERT INTO iam_credentials (id, user_id, project_id, type, sealed, created_at)
            VALUES ({credential.Id}, {credential.UserId}, {credential.ProjectId}, {credential.Type}, {credential.Sealed}, {UnixTime.ToMicroseconds(call.Now)})
            """);
        return null;
    }

    private static ValueTask<long> CountEc2Async(IDatabaseSession session, Credential credential) => session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM iam_credentials WHERE user_id = {credential.UserId} AND type = {Ec2Blob.Type} AND project_id = {credential.ProjectId}",
        static row => row.GetInt64(0));
}
