using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Credentials;

/// <summary>Changes what a credential holds, and nothing else: a credential that changed hands or projects would act for somebody who never made it.</summary>
internal static class UpdateCredential
{
    public static readonly Operation Operation = new(
        "iam", "UpdateCredential",
        CredentialPolicies.Update.Permission,
        TrailRule.Organisation("Update Credential", "Credential"),
        CredentialErrors.DelegatedToken, CredentialErrors.CredentialNotFound);

    public static async Task<Outcome<CredentialResponse>> HandleAsync(
        string credential_id, Call call, JsonBody body, IDatabase database, MeaningfulChanges changes, CredentialBlobs blobs)
    {
        call.Trail.ResourceId = credential_id;
        if (!body.TryRead(ChangedCredential.Read, out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var cancellation = call.Context.RequestAborted;
        var found = await database.ReadAsync(session => Credential.FindAsync(session, credential_id), cancellation);
        if (CredentialPolicies.Update.RefuseFor(call, found?.UserId) is { } refused)
        {
            return refused;
        }

        if (found is null)
        {
            return CredentialErrors.CredentialNotFound.With(ShownText.Cut(credential_id));
        }

        var kept = await blobs.OpenAsync(found, cancellation);
        if (wanted.Refuse(found, kept) is { } unchangeable)
        {
            return unchangeable;
        }

        var blob = wanted.Blob ?? kept;
        var changed = await blobs.SealAsync(found, blob, cancellation);
        call.Context.Response.Headers.CacheControl = "no-store";
        return await changes.WriteAsync<CredentialResponse>(call, async transaction =>
        {
            call.Trail.DomainId = await AccessKeyRules.FindOrganisationAsync(transaction, changed.UserId);
            // Only the row that was read: in the meantime it may have been deleted, and one of the same id made for another user.
            var isThere = await transaction.ExecuteAsync($"""
                UPDATE iam_credentials SET sealed = {changed.Sealed} WHERE id = {changed.Id} AND sealed = {found.Sealed}
                """) > 0;
            return isThere ? new CredentialResponse(changed.ToBody(call, blob)) : CredentialErrors.CredentialNotFound.With(changed.Id);
        });
    }
}
