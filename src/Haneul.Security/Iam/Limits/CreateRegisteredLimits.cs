using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Limits;

/// <summary>Registers limits: all of them or none.</summary>
internal static class CreateRegisteredLimits
{
    public static readonly Operation Operation = new(
        "iam", "CreateRegisteredLimits",
        LimitPolicies.CreateRegistered.Permission,
        TrailRule.Organisation("Create Registered Limits", "Registered Limit"),
        IamErrors.DelegatedChange, LimitErrors.RegisteredDuplicate);

    public static async Task<Outcome<NewRegisteredLimitsResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, IdGenerator ids)
    {
        if (LimitPolicies.CreateRegistered.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(static fields => ItemList.Read(fields, "registered_limits", Wanted.Read), out var wanted, out var error))
        {
            return error;
        }

        return await changes.WriteAsync<NewRegisteredLimitsResponse>(call, async transaction =>
        {
            var made = new List<RegisteredLimitBody>(wanted.Count);
            for (var index = 0; index < wanted.Count; index++)
            {
                var limit = await InsertAsync(transaction, call, ids, wanted[index], $"registered_limits[{index}]");
                if (limit.Error is { } failed)
                {
                    return failed;
                }

                made.Add(limit.Value.ToBody(call));
            }

            call.Trail.ResourceId = made[0].Id;
            call.Trail.ResourceName = made[0].ResourceName;
            return Outcome.Created(new NewRegisteredLimitsResponse(made));
        });
    }

    private static async ValueTask<Outcome<RegisteredLimit>> InsertAsync(ITransaction transaction, Call call, IdGenerator ids, Wanted wanted, string member)
    {
        var limit = new RegisteredLimit(ids.NewHexId(), wanted.Resource, wanted.Default, wanted.Description);
        var added = await transaction.ExecuteAsync($"""
            INSERT INTO iam_registered_limits (id, service_id, region_id, resource_name, default_limit, description, created_at)
            VALUES ({limit.Id}, {limit.Resource.ServiceId}, {limit.Resource.RegionId}, {limit.Resource.Name}, {limit.Default}, {limit.Description}, {UnixTime.ToMicroseconds(call.Now)})
            ON CONFLICT DO NOTHING
            """);
        return added == 0 ? LimitErrors.RegisteredDuplicate : limit;
    }

    private sealed record Wanted(LimitedResource Resource, long Default, string? Description)
    {
        public static Wanted Read(JsonFields fields) => new(
            LimitedResource.Read(fields), LimitedResource.ReadValue(fields, "default_limit", isRequired: true) ?? 0, fields.OptionalString("description", 0, LimitedResource.LongestDescription));
    }
}
