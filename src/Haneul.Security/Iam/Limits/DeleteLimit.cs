using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Limits;

/// <summary>Deletes a limit: the registered one holds again.</summary>
internal static class DeleteLimit
{
    public static readonly Operation Operation = new(
        "iam", "DeleteLimit",
        LimitPolicies.Delete.Permission,
        TrailRule.Organisation("Delete Limit", "Limit"),
        IamErrors.DelegatedChange, LimitErrors.NotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string limit_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = limit_id;
        if (LimitPolicies.Delete.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await Limit.FindAsync(transaction, limit_id) is not { } limit)
            {
                return LimitErrors.NotFound.With(ShownText.Cut(limit_id));
            }

            call.Trail.ResourceName = limit.Resource.Name;
            call.Trail.DomainId = limit.OwnerId;
            await transaction.ExecuteAsync($"DELETE FROM iam_limits WHERE id = {limit_id}");
            return Outcome.NoContent();
        });
    }
}
