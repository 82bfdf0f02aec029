using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Deletes a consumer with everything that users have let it do: its request and access tokens, and the tokens made with those.</summary>
internal static class DeleteConsumer
{
    public static readonly Operation Operation = new(
        "iam", "DeleteConsumer",
        OAuthPolicies.DeleteConsumer.Permission,
        TrailRule.Organisation("Delete Consumer", "OAuth Consumer"),
        IamErrors.DelegatedChange, OAuthErrors.ConsumerNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string consumer_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = consumer_id;
        if (OAuthPolicies.DeleteConsumer.Refuse(call) is { } refused)
        {
            return refused;
        }

        // Its access tokens go with its row, and tokens made with those are looked up with them.
        return await changes.WriteAsync<NoContent>(call, async transaction => await transaction.ExecuteAsync($"DELETE FROM iam_oauth_consumers WHERE id = {consumer_id}") == 0
            ? OAuthErrors.ConsumerNotFound.With(ShownText.Cut(consumer_id))
            : Outcome.NoContent());
    }
}
