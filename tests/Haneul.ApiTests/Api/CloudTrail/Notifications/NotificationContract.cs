using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Notifications.Rules;
using Haneul.Wire.CloudTrail;

namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>Rules and their outbox on a fresh trail, for the suites that prove both engines alike.</summary>
public abstract class NotificationContract(DatabaseEngine engine) : TrailContract(engine)
{
    protected ManualTimeProvider Time { get; } = new();

    internal long Now => UnixTime.ToMicroseconds(Time.GetUtcNow());

    /// <summary>A process; on PostgreSQL with a connection of its own to the database.</summary>
    internal async Task<NotificationNode> NewNodeAsync() =>
        new(Database.Engine == DatabaseEngine.Postgres ? await Test.OpenAsync() : Database, Trail, Time);

    /// <summary>Makes a rule for every event of the project.</summary>
    internal async Task<StoredRule> AddRuleAsync(NotificationNode node, string url, string name = "rule", NotificationPattern? pattern = null, long activeSince = 0)
    {
        var id = new IdGenerator(new SystemRandomSource(), Time).NewUuid();
        var rule = new StoredRule
        {
            ProjectId = Project,
            Id = id,
            Name = name,
            IsEnabled = true,
            Category = TrailCategory.Project,
            DomainId = Domain,
            Pattern = pattern ?? new NotificationPattern { EventNames = ["*"] },
            Target = "",
            Url = [],
            Secret = (await node.Secrets.CreateAsync(Project, id, CancellationToken.None)).Sealed,
            ActiveSince = activeSince,
            CreatedAt = Now,
            CreatedBy = "ann@example.org",
            UpdatedAt = Now,
        };
        rule = await node.Secrets.SealUrlAsync(rule, new WebhookUrl(url, url), CancellationToken.None);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync(rule.Insert()));
        return rule;
    }

    /// <summary>Lets events happen, and seals them.</summary>
    internal async Task HappenAsync(int count = 1)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Trail.AppendAsync(NewEvent(Now), CancellationToken.None).AsTask()));
        await Chain.SealAsync();
    }

    /// <summary>The rows of the outbox in the order of their events.</summary>
    internal ValueTask<List<OutboxRow>> RowsAsync(StoredRule rule) => Database.ReadAsync(session => session.QueryAsync(
        $"SELECT id, sequence, state, attempts, outcome, due_at FROM trail_deliveries WHERE rule_id = {rule.Id} ORDER BY sequence",
        static row => new OutboxRow(
            row.GetString(0), row.GetInt64(1), (int)row.GetInt64(2), (int)row.GetInt64(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt64(5))));

    internal async Task<StoredRule> ReadAsync(StoredRule rule) => (await Database.ReadAsync(session => RuleTable.FindAsync(session, rule.ProjectId, rule.Id)))!;

    internal ValueTask<List<long>> SequencesAsync() =>
        Database.ReadAsync(session => session.QueryAsync($"SELECT sequence FROM trail_events ORDER BY sequence", static row => row.GetInt64(0)));
}

/// <summary>A row of the outbox.</summary>
internal sealed record OutboxRow(string Id, long Sequence, int State, int Attempts, string? Outcome, long DueAt);
