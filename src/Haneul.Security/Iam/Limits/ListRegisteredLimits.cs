using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Limits;

/// <summary>Lists registered limits.</summary>
internal static class ListRegisteredLimits
{
    public static readonly Operation Operation = new(
        "iam", "ListRegisteredLimits",
        LimitPolicies.ListRegistered.Permission,
        TrailRule.Organisation("List Registered Limits", "Registered Limit"));

    public static async Task<Outcome<RegisteredLimitsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var byResource = LimitedResource.Filters(query);
        var page = ListPage.Read(query);
        if (LimitPolicies.ListRegistered.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        var limits = await database.ReadAsync(session => session.QueryAsync(
            $"SELECT {RegisteredLimit.Columns} FROM iam_registered_limits r WHERE r.id > {page.After}{byResource} ORDER BY r.id LIMIT {page.Take}", RegisteredLimit.Read),
            call.Context.RequestAborted);
        var links = page.Cut(call, "registered_limits", limits, static limit => limit.Id);
        return new RegisteredLimitsResponse(limits.ConvertAll(limit => limit.ToBody(call)), links);
    }
}
