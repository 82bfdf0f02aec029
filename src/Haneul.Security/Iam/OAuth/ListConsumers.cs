using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Lists consumers, without secrets.</summary>
internal static class ListConsumers
{
    public static readonly Operation Operation = new(
        "iam", "ListConsumers",
        OAuthPolicies.ListConsumers.Permission,
        TrailRule.Organisation("List Consumers", "OAuth Consumer"));

    public static async Task<Outcome<ConsumersResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        if (OAuthPolicies.ListConsumers.Refuse(call) is { } refused)
        {
            return refused;
        }

        var page = ListPage.Read(query);
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        var consumers = await database.ReadAsync(
            session => session.QueryAsync($"SELECT {Consumer.Columns} FROM iam_oauth_consumers WHERE id > {page.After} ORDER BY id LIMIT {page.Take}", Consumer.Read), call.Context.RequestAborted);
        var links = page.Cut(call, OAuthRoutes.Consumers, consumers, static consumer => consumer.Id);
        return new ConsumersResponse([.. consumers.Select(consumer => consumer.ToBody(call))], links);
    }
}
