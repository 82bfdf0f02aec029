using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Credentials;

/// <summary>Deletes a credential of any type.</summary>
internal static class DeleteCredential
{
    public static readonly Operation Operation = new(
        "iam", "DeleteCredential",
        CredentialPolicies.Delete.Permission,
        TrailRule.Organisation("Delete Credential", "Credential"),
        CredentialErrors.DelegatedToken, CredentialErrors.CredentialNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string credential_id, Call call, IDatabase database, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = credential_id;
        var found = await database.ReadAsync(session => Credential.FindAsync(session, credential_id), call.Context.RequestAborted);
        if (CredentialPolicies.Delete.RefuseFor(call, found?.UserId) is { } refused)
        {
            return refused;
        }

        if (found is null)
        {
            return CredentialErrors.CredentialNotFound.With(ShownText.Cut(credential_id));
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            call.Trail.DomainId = await AccessKeyRules.FindOrganisationAsync(transaction, found.UserId);
            return await transaction.ExecuteAsync($"DELETE FROM iam_credentials WHERE id = {found.Id} AND user_id = {found.UserId}") > 0
                ? Outcome.NoContent()
                : CredentialErrors.CredentialNotFound.With(found.Id);
        });
    }
}
