using Haneul.Kernel.Modules;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>Counts the rules of projects: a rule must not go on sending events, perhaps of the organisation, for a project that is gone.</summary>
internal sealed class LiveNotificationRules : IHoldings
{
    /// <inheritdoc />
    public string Noun => "notification rules";

    /// <inheritdoc />
    public async ValueTask<long> CountAsync(IDatabaseSession session, Sql projectIds) => await session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM trail_notification_rules WHERE project_id IN ({projectIds})", static row => row.GetInt64(0));
}
