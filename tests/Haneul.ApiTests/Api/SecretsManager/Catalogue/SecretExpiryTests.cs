using System.Text.Json;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.SecretsManager.Catalogue;

public sealed class SecretExpiryTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task A_secret_reminds_30_7_and_1_days_before_its_date_and_at_it()
    {
        var (token, id) = await ExpiringAsync(TimeSpan.FromDays(40));
        await PassAsync(TimeSpan.FromDays(9));
        Assert.Empty(await RemindersAsync(token, id));
        foreach (var (days, expected) in new[] { (1, "Secret Expires Soon 30"), (23, "Secret Expires Soon 7"), (6, "Secret Expires Soon 1"), (1, "Secret Expired 0") })
        {
            await PassAsync(TimeSpan.FromDays(days));
            Assert.Equal(expected, (await RemindersAsync(token, id))[^1]);
        }

        await PassAsync(TimeSpan.FromDays(45)); // Searches look back 90 days.
        Assert.Equal(4, (await RemindersAsync(token, id)).Count);
    }

    [Fact]
    public async Task An_expired_secret_stays_readable()
    {
        var (_, id) = await ExpiringAsync(TimeSpan.FromHours(1), fixture.Admin.ProjectId);
        await PassAsync(TimeSpan.FromHours(2));

        var token = await fixture.SignInAsync(fixture.Admin.AccessKeyId, fixture.Admin.AccessKeySecret);
        Assert.Equal(["Secret Expired 0"], await RemindersAsync(token, id));
        Assert.Equal("v1", await fixture.ReadFlatAsync(token, id));
    }

    [Fact]
    public async Task A_reminder_that_comes_late_tells_where_the_secret_stands_and_once()
    {
        var (token, id) = await ExpiringAsync(TimeSpan.FromDays(40));
        var nearer = UnixTime.ToMicroseconds(fixture.Time.GetUtcNow().AddDays(15));
        await fixture.Database().WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE secrets_secrets SET expires_at = {nearer} WHERE id = {id}"));

        // The job wakes for the reminder of 30 days, as after a long time without a server, and finds five days left.
        await PassAsync(TimeSpan.FromDays(10));
        Assert.Equal(["Secret Expires Soon 7"], await RemindersAsync(token, id));
        await PassAsync(TimeSpan.FromDays(4));
        Assert.Equal("Secret Expires Soon 1", (await RemindersAsync(token, id))[^1]);
    }

    [Fact]
    public async Task Another_date_plans_anew_and_no_date_ends_the_reminders()
    {
        var (token, id) = await ExpiringAsync(TimeSpan.FromDays(8));
        await fixture.ChangeAsync(token, id, DateIn(TimeSpan.FromDays(20)));
        await PassAsync(TimeSpan.FromDays(2));
        Assert.Empty(await RemindersAsync(token, id));

        await fixture.ChangeAsync(await TokenAsync(id), id, """{"expires_at":null}""");
        await PassAsync(TimeSpan.FromDays(60));
        Assert.Empty(await RemindersAsync(await TokenAsync(id), id));
    }

    [Fact]
    public async Task A_secret_that_is_deleted_reminds_nobody()
    {
        var (token, id) = await ExpiringAsync(TimeSpan.FromDays(8));
        await fixture.ReadFlatAsync(token, id);
        await fixture.Services.GetRequiredService<Haneul.Security.SecretsManager.Catalogue.LastReads>().FlushAsync(CancellationToken.None);
        var change = new SecretChange(_projects[id].ProjectId, id, "x", SecretChangeKinds.Deleted);
        await fixture.Database().WriteAsync(async transaction =>
        {
            await fixture.Services.GetRequiredService<SecretObservers>().TellAsync(transaction, null, change);
            return true;
        });

        foreach (var table in new Sql[]
        {
            $"SELECT COUNT(*) FROM jobs WHERE kind = 'secrets.expiry' AND id LIKE {"%" + id}", $"SELECT COUNT(*) FROM secrets_words WHERE secret_id = {id}",
            $"SELECT COUNT(*) FROM secrets_search WHERE secret_id = {id}", $"SELECT COUNT(*) FROM secrets_tags WHERE secret_id = {id}", $"SELECT COUNT(*) FROM secrets_reads WHERE secret_id = {id}",
        })
        {
            Assert.Equal(0, await fixture.CountAsync(table));
        }
    }

    [Fact]
    public async Task Secrets_that_expire_before_a_date_are_found()
    {
        var (token, _) = await ExpiringAsync(TimeSpan.FromDays(8), name: "soon");
        var later = await fixture.CreateSecretAsync(token, name: "later");
        await fixture.ChangeAsync(token, later, DateIn(TimeSpan.FromDays(80)));
        await fixture.CreateSecretAsync(token, name: "never");

        Assert.Equal(["soon"], await fixture.FindAsync(token, $"?expires_before={In(TimeSpan.FromDays(9))}"));
        Assert.Equal(2, (await fixture.FindAsync(token, $"?expires_before={In(TimeSpan.FromDays(90))}")).Count);
    }

    private readonly Dictionary<string, Infrastructure.Persona> _projects = new(StringComparer.Ordinal);

    private async Task<(string Token, string Id)> ExpiringAsync(TimeSpan after, string? projectId = null, string name = "expiring")
    {
        var persona = await fixture.CreatePersonaAsync(projectId ?? await fixture.CreateProjectAsync(), "project_admin");
        var id = await fixture.CreateSecretAsync(persona.Token, name: name);
        _projects[id] = persona;
        await fixture.ChangeAsync(persona.Token, id, DateIn(after));
        await fixture.SetTagAsync(persona.Token, id, "a", "b");
        return (persona.Token, id);
    }

    /// <summary>A fresh token: those of before have expired with the days.</summary>
    private Task<string> TokenAsync(string id) => fixture.SignInAsync(_projects[id].AccessKeyId, _projects[id].AccessKeySecret);

    private async Task PassAsync(TimeSpan time)
    {
        fixture.Time.Advance(time);
        await fixture.RunDueJobsAsync();
    }

    private string In(TimeSpan after) => UnixTime.ToWire(fixture.Time.GetUtcNow() + after);

    private string DateIn(TimeSpan after) => $$"""{"expires_at":"{{In(after)}}"}""";

    private async Task<IReadOnlyList<string>> RemindersAsync(string token, string id)
    {
        var events = await fixture.EventsOfAsync(_projects.ContainsKey(id) ? await TokenAsync(id) : token, id);
        return [.. events.Reverse().Where(e => e.GetProperty("event_name").GetString()!.StartsWith("Secret Expire", StringComparison.Ordinal)).Select(ToText)];
    }

    private static string ToText(JsonElement e)
    {
        Assert.Equal("Secrets Manager", e.GetProperty("service_name").GetString());
        Assert.Equal("expiring", e.GetProperty("resource").GetProperty("name").GetString());
        return $"{e.GetProperty("event_name").GetString()} {e.GetProperty("additional_info").GetProperty("days_left").GetString()}";
    }
}
