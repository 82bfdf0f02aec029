using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Makes a consumer. The one answer that shows its secret.</summary>
internal static class CreateConsumer
{
    public static readonly Operation Operation = new(
        "iam", "CreateConsumer",
        OAuthPolicies.CreateConsumer.Permission,
        TrailRule.Organisation("Create Consumer", "OAuth Consumer"),
        IamErrors.DelegatedChange);

    public static async Task<Outcome<ConsumerResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, OAuthSecrets secrets, IdGenerator ids)
    {
        if (OAuthPolicies.CreateConsumer.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(ConsumerFields.Read, out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var consumer = new Consumer(ids.NewHexId(), wanted.Description, wanted.Extra);
        var secret = await secrets.CreateAsync(OAuthSecrets.Consumer, consumer.Id, call.Context.RequestAborted);
        return await changes.WriteAsync<ConsumerResponse>(call, async transaction =>
        {
            await transaction.ExecuteAsync($"""
                INSERT INTO iam_oauth_consumers (id, description, secret, extra, created_at)
                VALUES ({consumer.Id}, {consumer.Description}, {secret.Sealed}, {consumer.Extra}, {UnixTime.ToMicroseconds(call.Now)})
                """);
            call.Trail.ResourceId = consumer.Id;
            return Outcome.Created(new ConsumerResponse(consumer.ToBody(call, secret.Secret)));
        });
    }
}
