using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Events;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>Finds and keeps rules.</summary>
internal static class RuleTable
{
    /// <summary>Most rules of a project.</summary>
    public const int MostOfProject = 20;

    private const int LongestRecordedId = 128;

    /// <summary>An id of a path as the trail keeps it: a caller must not fill the trail with the longest paths that a server reads.</summary>
    public static string IdForTrail(string id) => id.Length <= LongestRecordedId ? id : id[..LongestRecordedId];

    /// <summary>Every rule of a project.</summary>
    public static ValueTask<List<StoredRule>> ListAsync(IDatabaseSession session, string projectId) => session.QueryAsync(
        $"SELECT {StoredRule.Columns()} FROM trail_notification_rules WHERE project_id = {projectId} ORDER BY name", StoredRule.Read);

    /// <summary>Every rule that is switched on, of every project.</summary>
    public static ValueTask<List<StoredRule>> ListEnabledAsync(IDatabaseSession session) => session.QueryAsync(
        $"SELECT {StoredRule.Columns()} FROM trail_notification_rules WHERE enabled = 1", StoredRule.Read);

    /// <summary>A rule; null if the project has none of the id.</summary>
    public static ValueTask<StoredRule?> FindAsync(IDatabaseSession session, string projectId, string id) => session.QueryFirstOrDefaultAsync(
        $"SELECT {StoredRule.Columns()} FROM trail_notification_rules WHERE project_id = {projectId} AND id = {id}", StoredRule.Read);

    /// <summary>Makes changes of the rules of all projects come one after another; rules are few and change seldom.</summary>
    public static ValueTask HoldAllAsync(ITransaction transaction) => transaction.LockAsync("trail-notification-rules");

    /// <summary>The refusal of a rule that the others of the project leave no room for; null if there is room.</summary>
    public static async ValueTask<Error?> RefuseAsync(ITransaction transaction, StoredRule rule)
    {
        var others = await transaction.QueryAsync(
            $"SELECT name FROM trail_notification_rules WHERE project_id = {rule.ProjectId} AND id <> {rule.Id}", static row => row.GetString(0));
        return others.Count >= MostOfProject ? NotificationErrors.TooManyRules.With(MostOfProject)
            : others.Contains(rule.Name, StringComparer.Ordinal) ? NotificationErrors.NameTaken
            : (Error?)null;
    }

    /// <summary>Whether the caller may have events of the project's organisation sent somewhere: the same who find them in a search.</summary>
    public static bool SeesOrganisation(Call call) =>
        call.Caller.May(ListEvents.ReadOrganisationEvents) && string.Equals(call.Caller.ProjectDomainId, call.Caller.UserDomainId, StringComparison.Ordinal);
}
