using System.Net;
using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Outbound;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Notifications.Delivery;
using Haneul.Security.CloudTrail.Notifications.Matching;
using Haneul.Security.CloudTrail.Notifications.Rules;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>What a process does for notifications, by hand: nothing happens unless a test says so.</summary>
internal sealed class NotificationNode : IAsyncDisposable
{
    private readonly WebhookClient _client;

    public NotificationNode(IDatabase database, ITrail trail, TimeProvider time)
    {
        var random = new SystemRandomSource();
        var ids = new IdGenerator(random, time);
        Database = database;
        Secrets = new RuleSecrets(new OpenKeyring(), ids);
        Outbox = new Outbox(ids, random, new BackgroundEvents(trail, new NoOrganisations(), ids, time), time);
        _client = new WebhookClient(new OutboundAddresses([IPNetwork.Parse("127.0.0.0/8")]), Secrets, time);
        Metrics = new NotificationMetrics();
        Matcher = new NotificationMatcher(database, Outbox, time, NullLogger<NotificationMatcher>.Instance);
        Sender = new NotificationSender(database, Outbox, _client, Metrics, time, NullLogger<NotificationSender>.Instance);
        Sweep = new OutboxSweep(database, time, NullLogger<OutboxSweep>.Instance);
    }

    public IDatabase Database { get; }

    public RuleSecrets Secrets { get; }

    public Outbox Outbox { get; }

    public NotificationMatcher Matcher { get; }

    public NotificationSender Sender { get; }

    public OutboxSweep Sweep { get; }

    public NotificationMetrics Metrics { get; }

    public async ValueTask DisposeAsync()
    {
        await Matcher.DisposeAsync();
        await Sender.DisposeAsync();
        await Sweep.DisposeAsync();
        Metrics.Dispose();
        _client.Dispose();
    }

    private sealed class NoOrganisations : IProjectOrganisations
    {
        public ValueTask<string?> FindAsync(IDatabaseSession session, string projectId) => new((string?)null);
    }
}
