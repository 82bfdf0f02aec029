using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Limits;

/// <summary>Changes a registered limit that no limit stands in for: with what it is for, the limits of projects would change their meaning.</summary>
internal static class UpdateRegisteredLimit
{
    public static readonly Operation Operation = new(
        "iam", "UpdateRegisteredLimit",
        LimitPolicies.UpdateRegistered.Permission,
        TrailRule.Organisation("Update Registered Limit", "Registered Limit"),
        IamErrors.DelegatedChange, LimitErrors.RegisteredNotFound, LimitErrors.InUse, LimitErrors.RegisteredDuplicate);

    public static async Task<Outcome<RegisteredLimitResponse>> HandleAsync(string registered_limit_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = registered_limit_id;
        if (LimitPolicies.UpdateRegistered.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(Wanted.Read, out var wanted, out var error))
        {
            return error;
        }

        return await changes.WriteAsync<RegisteredLimitResponse>(call, transaction => ChangeAsync(transaction, call, registered_limit_id, wanted));
    }

    private static async ValueTask<Outcome<RegisteredLimitResponse>> ChangeAsync(ITransaction transaction, Call call, string id, Wanted wanted)
    {
        if (await RegisteredLimit.FindAsync(transaction, id) is not { } old)
        {
            return LimitErrors.RegisteredNotFound.With(ShownText.Cut(id));
        }

        call.Trail.ResourceName = old.Resource.Name;
        if (await RegisteredLimit.IsInUseAsync(transaction, id))
        {
            return LimitErrors.InUse.With(id);
        }

        var limit = wanted.Apply(old);
        if (await RegisteredLimit.FindAsync(transaction, limit.Resource) is { } other && other.Id != id)
        {
            return LimitErrors.RegisteredDuplicate;
        }

        await transaction.ExecuteAsync($"""
            UPDATE iam_registered_limits SET service_id = {limit.Resource.ServiceId}, region_id = {limit.Resource.RegionId}, resource_name = {limit.Resource.Name},
                   default_limit = {limit.Default}, description = {limit.Description}
            WHERE id = {id}
            """);
        return new RegisteredLimitResponse(limit.ToBody(call));
    }

    private sealed record Wanted(string? ServiceId, string? RegionId, bool NamesRegion, string? Name, long? Default, string? Description, bool NamesDescription)
    {
        public static readonly Func<JsonFields, Wanted> Read = static body => body.RequiredObject("registered_limit") is { } limit
            ? new(
                limit.OptionalString("service_id", 1, 64),
                limit.OptionalString("region_id", 1),
                limit.Has("region_id"),
                limit.OptionalString("resource_name", 1),
                LimitedResource.ReadValue(limit, "default_limit", isRequired: false),
                limit.OptionalString("description", 0, LimitedResource.LongestDescription),
                limit.Has("description"))
            : new(null, null, false, null, null, null, false);

        public RegisteredLimit Apply(RegisteredLimit old) => old with
        {
            Resource = new LimitedResource(ServiceId ?? old.Resource.ServiceId, NamesRegion ? RegionId : old.Resource.RegionId, Name ?? old.Resource.Name),
            Default = Default ?? old.Default,
            Description = NamesDescription ? Description : old.Description,
        };
    }
}
