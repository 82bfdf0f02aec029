using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Notifications.Delivery;
using Haneul.Security.CloudTrail.Notifications.Rules;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.Notifications.Matching;

/// <summary>
/// Compares what the chains have sealed with the rules, and puts what fits into the outbox. It reads beside the writers; one short transaction moves the position and adds
/// the deliveries. Of several processes that look at the same stretch one moves the position, so that each event comes into the outbox once for a rule.
/// </summary>
internal sealed partial class NotificationMatcher(IDatabase database, Outbox outbox, TimeProvider time, ILogger<NotificationMatcher> logger) : PeriodicService(time, Period)
{
    private const int MostNumbers = 2048;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>Compares everything that is sealed by now.</summary>
    internal async ValueTask MatchAsync()
    {
        while (await database.ReadAsync(ReadAsync) is { } matches)
        {
            await database.WriteAsync(transaction => StoreAsync(transaction, matches));
        }
    }

    /// <inheritdoc />
    protected override ILogger Log => logger;

    /// <inheritdoc />
    protected override ValueTask RunRoundAsync() => MatchAsync();

    // The end of the stretch is read before the rules: a rule that was there when an event happened is then among them when the event is compared.
    private static async ValueTask<Matches?> ReadAsync(IDatabaseSession session)
    {
        if (await MatchingPositions.FindNextAsync(session, MostNumbers) is not { } stretch)
        {
            return null;
        }

        var rules = await RuleTable.ListEnabledAsync(session);
        if (rules.Count == 0)
        {
            return null;
        }

        var rows = await session.QueryAsync(
            $"""
            SELECT {StoredEvent.Columns()} FROM {StoredEvent.Tables()}
            WHERE e.sequence > {EventPlace.Of(stretch.ChainId, stretch.From)} AND e.sequence <= {EventPlace.Of(stretch.ChainId, stretch.To)}
                AND ((s.category = 1 AND s.project_id IN (SELECT project_id FROM trail_notification_rules WHERE enabled = 1 AND category = 1))
                    OR ((s.category = 0 OR s.project_id = '') AND s.domain_id IN (SELECT domain_id FROM trail_notification_rules WHERE enabled = 1 AND category = 0)))
            ORDER BY e.sequence
            """,
            EventRow.Read);
        var found = new List<RuleMatches>();
        foreach (var rule in rules)
        {
            var sequences = rows.Where(row => rule.Matches(row.Event, row.Time)).Select(static row => row.Sequence).ToList();
            if (sequences.Count > 0)
            {
                found.Add(new RuleMatches(rule.ProjectId, rule.Id, sequences));
            }
        }

        return new Matches(stretch, found);
    }

    private async ValueTask<bool> StoreAsync(ITransaction transaction, Matches matches)
    {
        if (!await MatchingPositions.MoveAsync(transaction, matches.Stretch.ChainId, matches.Stretch.From, matches.Stretch.To))
        {
            transaction.RollBack();
            return false;
        }

        foreach (var rule in matches.Rules)
        {
            await outbox.AddAsync(transaction, rule);
        }

        return true;
    }

    [LoggerMessage(461, LogLevel.Warning, "Events could not be compared with the notification rules; the next round tries again.")]
    protected override partial void LogUnavailable(StorageUnavailableException exception);

    private sealed record Matches(ChainStretch Stretch, IReadOnlyList<RuleMatches> Rules);
}

/// <summary>The events of a stretch that fit a rule.</summary>
internal sealed record RuleMatches(string ProjectId, string RuleId, IReadOnlyList<long> Sequences);
