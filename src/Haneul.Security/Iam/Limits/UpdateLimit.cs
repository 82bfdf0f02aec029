using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Limits;

/// <summary>Changes the number or the description of a limit.</summary>
internal static class UpdateLimit
{
    public static readonly Operation Operation = new(
        "iam", "UpdateLimit",
        LimitPolicies.Update.Permission,
        TrailRule.Organisation("Update Limit", "Limit"),
        IamErrors.DelegatedChange, LimitErrors.NotFound);

    public static async Task<Outcome<LimitResponse>> HandleAsync(string limit_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = limit_id;
        if (LimitPolicies.Update.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(Wanted.Read, out var wanted, out var error))
        {
            return error;
        }

        return await changes.WriteAsync<LimitResponse>(call, async transaction =>
        {
            if (await Limit.FindAsync(transaction, limit_id) is not { } old)
            {
                return LimitErrors.NotFound.With(ShownText.Cut(limit_id));
            }

            call.Trail.ResourceName = old.Resource.Name;
            call.Trail.DomainId = old.OwnerId;
            var limit = old with { Value = wanted.Value ?? old.Value, Description = wanted.NamesDescription ? wanted.Description : old.Description };
            await transaction.ExecuteAsync($"UPDATE iam_limits SET resource_limit = {limit.Value}, description = {limit.Description} WHERE id = {limit_id}");
            return new LimitResponse(limit.ToBody(call));
        });
    }

    private sealed record Wanted(long? Value, string? Description, bool NamesDescription)
    {
        public static readonly Func<JsonFields, Wanted> Read = static body => body.RequiredObject("limit") is { } limit
            ? new(LimitedResource.ReadValue(limit, "resource_limit", isRequired: false), limit.OptionalString("description", 0, LimitedResource.LongestDescription), limit.Has("description"))
            : new(null, null, false);
    }
}
