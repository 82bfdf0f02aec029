using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Shows a consumer, without its secret.</summary>
internal static class GetConsumer
{
    public static readonly Operation Operation = new(
        "iam", "GetConsumer",
        OAuthPolicies.GetConsumer.Permission,
        TrailRule.Organisation("Get Consumer", "OAuth Consumer"),
        OAuthErrors.ConsumerNotFound);

    public static async Task<Outcome<ConsumerResponse>> HandleAsync(string consumer_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = consumer_id;
        if (OAuthPolicies.GetConsumer.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync(session => Consumer.FindAsync(session, consumer_id), call.Context.RequestAborted) is { } consumer
            ? new ConsumerResponse(consumer.ToBody(call))
            : OAuthErrors.ConsumerNotFound.With(ShownText.Cut(consumer_id));
    }
}
