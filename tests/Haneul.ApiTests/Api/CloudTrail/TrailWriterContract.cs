using System.Text.Json;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Events;
using Haneul.Wire.CloudTrail;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>An event is kept whole, with its change or not at all, and is found as soon as it is acknowledged.</summary>
public abstract class TrailWriterContract(DatabaseEngine engine) : TrailContract(engine)
{
    [Fact]
    public async Task An_appended_event_is_found_at_once_and_after_a_restart_with_every_field()
    {
        var recorded = NewEvent(1_700_000_000_123_456);
        await Trail.AppendAsync(recorded, CancellationToken.None);
        await AssertFoundAsync(recorded);

        await ReopenAsync();

        await AssertFoundAsync(recorded);
    }

    [Fact]
    public async Task An_event_without_optional_fields_has_nulls_and_empty_texts()
    {
        await Trail.AppendAsync(
            new TrailEvent
            {
                Id = "not-a-uuid",
                Time = 5,
                Name = "Instance Error",
                Category = TrailCategory.Project,
                ServiceName = "Virtual Machine",
                SourceService = "Virtual Machine",
                ProjectId = Project,
                OperationId = "",
                Status = 500,
                Result = TrailResult.Failed,
                RequestId = "r",
            },
            CancellationToken.None);

        var found = Assert.Single((await Search.FindAsync(new EventQuery(), ProjectOnly, null, CancellationToken.None)).Rows).Event;

        Assert.Equal(new EventUser("", "", ""), found.User);
        Assert.Equal(new EventResource(null, null, null, "Virtual Machine"), found.Resource);
        Assert.Equal(("not-a-uuid", "r", "", "", ""), (found.EventId, found.Request.RequestId, found.Request.Path, found.Request.Method, found.SourceIp));
        Assert.Null(found.AdditionalInfo);
        Assert.Null(found.Request.OperationId);
        Assert.Null(found.Request.UserAgent);
        Assert.Null(found.Request.CredentialId);
    }

    [Fact]
    public async Task An_event_recorded_in_a_transaction_is_committed_with_it()
    {
        var first = NewEvent(1);
        var second = NewEvent(2) with { Name = "Create Secret", UserId = "33333333333333333333333333333333", SourceAddress = "2001:db8::1" };
        await Database.WriteAsync(async transaction =>
        {
            await Trail.RecordAsync(transaction, first);
            await Trail.RecordAsync(transaction, second);
            return true;
        });

        Assert.Equal([second.Id, first.Id], await FindAsync(new EventQuery()));
    }

    [Fact]
    public async Task A_transaction_that_is_rolled_back_leaves_no_event_and_spoils_no_later_one()
    {
        // Both bring new terms; the ids that the first one saw must not be used by anyone.
        var lost = NewEvent(1) with { UserName = "lost@example.org", Name = "Lost Event" };
        await Database.WriteAsync(async transaction =>
        {
            await Trail.RecordAsync(transaction, lost);
            transaction.RollBack();
            return true;
        });
        await Assert.ThrowsAsync<FormatException>(async () => await Database.WriteAsync<bool>(async transaction =>
        {
            await Trail.RecordAsync(transaction, lost);
            throw new FormatException();
        }));
        var other = NewEvent(2) with { UserName = "other@example.org", Name = "Other Event" };
        await Trail.AppendAsync(other, CancellationToken.None);
        var again = lost with { Id = "again", Time = 3 };
        await Trail.AppendAsync(again, CancellationToken.None);

        Assert.Equal(["again", other.Id], await FindAsync(new EventQuery()));
        Assert.Equal(["again"], await FindAsync(new EventQuery { UserId = "lost@example.org" }));
        Assert.Equal([other.Id], await FindAsync(new EventQuery { EventName = "Other Event" }));
    }

    [Fact]
    public async Task Terms_recorded_in_transactions_serve_later_appends()
    {
        for (var round = 0; round < 5; round++)
        {
            var recorded = NewEvent(round) with { Id = $"t{round}", Name = "Create Secret" };
            await Database.WriteAsync(async transaction =>
            {
                await Trail.RecordAsync(transaction, recorded);
                return true;
            });
            await Trail.AppendAsync(NewEvent(round) with { Id = $"a{round}" }, CancellationToken.None);
        }

        Assert.Equal(["t4", "t3", "t2", "t1", "t0"], await FindAsync(new EventQuery { EventName = "Create Secret" }));
        var kinds = await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM trail_kinds", row => row.GetInt64(0)));
        Assert.Equal(2, kinds);
    }

    [Fact]
    public async Task Appends_of_many_callers_with_new_terms_are_all_kept_once()
    {
        var events = Enumerable.Range(0, 60).Select(number => NewEvent(number) with
        {
            Id = $"e{number}",
            UserName = $"user{number % 7}@example.org",
            Name = $"Event {number % 11}",
        }).ToList();
        await Task.WhenAll(events.Select((trailEvent, index) => index % 3 == 0
            ? Database.WriteAsync(async transaction =>
            {
                await Trail.RecordAsync(transaction, trailEvent);
                return true;
            }).AsTask()
            : Trail.AppendAsync(trailEvent, CancellationToken.None).AsTask()));

        Assert.Equal(
            events.Select(trailEvent => trailEvent.Id).Reverse(),
            await FindAsync(new EventQuery { Limit = 1000 }));
    }

    [Fact]
    public async Task Texts_that_an_engine_would_refuse_are_kept_with_replacements()
    {
        await Trail.AppendAsync(NewEvent() with { ResourceName = "cut \ud83d", UserAgent = "a\0b", Path = "/x\u0001i\u0001\ud83d" }, CancellationToken.None);

        var found = Assert.Single((await Search.FindAsync(new EventQuery(), ProjectOnly, null, CancellationToken.None)).Rows).Event;

        Assert.Equal(("cut \ufffd", "a\ufffdb", "/x\u0001i\u0001\ufffd"), (found.Resource!.Name, found.Request.UserAgent, found.Request.Path));
    }

    private async Task AssertFoundAsync(TrailEvent recorded)
    {
        var found = Assert.Single((await Search.FindAsync(new EventQuery(), ProjectOnly, null, CancellationToken.None)).Rows).Event;
        Assert.Equal(
            new Event
            {
                EventTime = "2023-11-14T22:13:20.123456Z",
                EventId = recorded.Id,
                EventName = "Get Secret Version Value",
                EventCategory = "project",
                User = new EventUser("ann@example.org", "ann", "11111111111111111111111111111111"),
                SourceIp = "192.0.2.7",
                ServiceName = "OpenAPI",
                Resource = new EventResource("Secret Version", "db/password", "019a0000-0000-7000-8000-000000000001", "Secrets Manager"),
                Request = new EventRequest
                {
                    Method = "GET",
                    Path = "/secrets-manager/api/v1/secrets/019a0000-0000-7000-8000-000000000001/versions/value",
                    OperationId = "GetSecretValue",
                    Status = 200,
                    RequestId = "req-019a0000-0000-7000-8000-0000000000ff",
                    UserAgent = "curl/8.5.0",
                    CredentialId = "22222222222222222222222222222222",
                },
                Result = "success",
                ProjectId = Project,
                DomainId = Domain,
            },
            found with { AdditionalInfo = null });
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"version":"3"}"""), found.AdditionalInfo!.Value));
    }
}

public sealed class SqliteTrailWriter() : TrailWriterContract(DatabaseEngine.Sqlite);

public sealed class PostgresTrailWriter() : TrailWriterContract(DatabaseEngine.Postgres);
