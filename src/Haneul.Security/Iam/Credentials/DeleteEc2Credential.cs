using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Credentials;

/// <summary>Deletes an EC2 (S3) key.</summary>
internal static class DeleteEc2Credential
{
    public static readonly Operation Operation = new(
        "iam", "DeleteEc2Credential",
        CredentialPolicies.DeleteEc2.Permission,
        TrailRule.Organisation("S3 Access Key Delete", "Credential"),
        CredentialErrors.DelegatedToken, CredentialErrors.CredentialNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string user_id, string credential_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = credential_id;
        if (CredentialPolicies.DeleteEc2.RefuseFor(call, user_id) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (!await Credential.DeleteEc2Async(transaction, user_id, credential_id))
            {
                return CredentialErrors.CredentialNotFound.With(ShownText.Cut(credential_id));
            }

            call.Trail.DomainId = await AccessKeyRules.FindOrganisationAsync(transaction, user_id);
            return Outcome.NoContent();
        });
    }
}
