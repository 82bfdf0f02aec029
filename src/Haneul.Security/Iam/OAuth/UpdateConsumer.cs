using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Changes the description and attributes of a consumer.</summary>
internal static class UpdateConsumer
{
    public static readonly Operation Operation = new(
        "iam", "UpdateConsumer",
        OAuthPolicies.UpdateConsumer.Permission,
        TrailRule.Organisation("Update Consumer", "OAuth Consumer"),
        IamErrors.DelegatedChange, OAuthErrors.ConsumerNotFound);

    public static async Task<Outcome<ConsumerResponse>> HandleAsync(string consumer_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = consumer_id;
        if (OAuthPolicies.UpdateConsumer.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(ConsumerFields.Read, out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        return await changes.WriteAsync<ConsumerResponse>(call, async transaction =>
        {
            if (await Consumer.FindAsync(transaction, consumer_id) is not { } old)
            {
                return OAuthErrors.ConsumerNotFound.With(ShownText.Cut(consumer_id));
            }

            var consumer = old with
            {
                Description = wanted.HasDescription ? wanted.Description : old.Description,
                Extra = ExtraAttributes.Merge(old.Extra, wanted.Extra),
            };
            await transaction.ExecuteAsync($"UPDATE iam_oauth_consumers SET description = {consumer.Description}, extra = {consumer.Extra} WHERE id = {consumer_id}");
            return new ConsumerResponse(consumer.ToBody(call));
        });
    }
}
