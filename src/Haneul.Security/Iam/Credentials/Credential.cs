using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Credentials;

/// <summary>A credential as it is kept, its blob sealed (<see cref="CredentialBlobs"/>).</summary>
/// <param name="Id">Its id; of an EC2 key the SHA-256 of its access id, in hex.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="ProjectId">The project that it is for; null for none.</param>
/// <param name="Type">What it is; <see cref="Ec2Blob.Type"/> for an EC2 (S3) key.</param>
/// <param name="Sealed">The blob, encrypted and bound to all of the above.</param>
internal sealed record Credential(string Id, string UserId, string? ProjectId, string Type, byte[] Sealed)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, user_id, project_id, type, sealed";

    /// <summary>Whether it is an EC2 (S3) key.</summary>
    public bool IsEc2 => string.Equals(Type, Ec2Blob.Type, StringComparison.Ordinal);

    public static Credential Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.GetString(3),
        row.GetFieldValue<byte[]>(4));

    /// <summary>The credential of that id; null if there is none.</summary>
    public static ValueTask<Credential?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_credentials WHERE id = {id}", Read);

    /// <summary>The EC2 key of that access id and user; null if there is none.</summary>
    public static ValueTask<Credential?> FindEc2Async(IDatabaseSession session, string userId, string access) => session.QueryFirstOrDefaultAsync(
        $"SELECT {Columns} FROM iam_credentials WHERE id = {Ec2Blob.IdOf(access)} AND user_id = {userId} AND type = {Ec2Blob.Type}", Read);

    /// <summary>Takes out the EC2 key of that access id and user; false if there is none.</summary>
    public static async ValueTask<bool> DeleteEc2Async(ITransaction transaction, string userId, string access) => await transaction.ExecuteAsync(
        $"DELETE FROM iam_credentials WHERE id = {Ec2Blob.IdOf(access)} AND user_id = {userId} AND type = {Ec2Blob.Type}") > 0;

    /// <summary>The credential on the wire.</summary>
    public CredentialBody ToBody(Call call, string blob) => new(Id, UserId, ProjectId, Type, blob, IamLinks.To(call, "credentials", Id));
}
