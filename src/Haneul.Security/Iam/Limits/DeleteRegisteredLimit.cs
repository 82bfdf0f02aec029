using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Limits;

/// <summary>Deletes a registered limit that no limit stands in for.</summary>
internal static class DeleteRegisteredLimit
{
    public static readonly Operation Operation = new(
        "iam", "DeleteRegisteredLimit",
        LimitPolicies.DeleteRegistered.Permission,
        TrailRule.Organisation("Delete Registered Limit", "Registered Limit"),
        IamErrors.DelegatedChange, LimitErrors.RegisteredNotFound, LimitErrors.InUse);

    public static async Task<Outcome<NoContent>> HandleAsync(string registered_limit_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = registered_limit_id;
        if (LimitPolicies.DeleteRegistered.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await RegisteredLimit.FindAsync(transaction, registered_limit_id) is not { } limit)
            {
                return LimitErrors.RegisteredNotFound.With(ShownText.Cut(registered_limit_id));
            }

            call.Trail.ResourceName = limit.Resource.Name;
            if (await RegisteredLimit.IsInUseAsync(transaction, registered_limit_id))
            {
                return LimitErrors.InUse.With(registered_limit_id);
            }

            await transaction.ExecuteAsync($"DELETE FROM iam_registered_limits WHERE id = {registered_limit_id}");
            return Outcome.NoContent();
        });
    }
}
