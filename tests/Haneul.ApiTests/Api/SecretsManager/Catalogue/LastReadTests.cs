using System.Text.Json;
using Haneul.Kernel.Runtime;
using Haneul.Security.SecretsManager.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.SecretsManager.Catalogue;

public sealed class LastReadTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task A_read_shows_at_once_and_is_stored_within_seconds()
    {
        var reader = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member");
        var id = await fixture.CreateSecretAsync(fixture.Token);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var first = UnixTime.ToWire(fixture.Time.GetUtcNow());
        await fixture.ReadFlatAsync(fixture.Token, id);
        Assert.Equal((first, fixture.Admin.UserName), await LastReadAsync(id));

        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var second = UnixTime.ToWire(fixture.Time.GetUtcNow());
        await fixture.ReadContractAsync(reader.Token, id);
        Assert.Equal((second, reader.UserName), await LastReadAsync(id));

        fixture.Time.Advance(TimeSpan.FromSeconds(5));
        await fixture.Services.GetRequiredService<LastReads>().FlushAsync(CancellationToken.None);
        Assert.Equal(1, await StoredAsync(id));
        Assert.Equal((second, reader.UserName), await LastReadAsync(id));
    }

    [Fact]
    public async Task Reads_that_wait_are_stored_when_the_server_stops()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.ReadFlatAsync(fixture.Token, id);
        var shown = await LastReadAsync(id);

        await fixture.RestartAsync();

        Assert.NotNull(shown.At);
        Assert.Equal(shown, await LastReadAsync(id));
        Assert.Equal(1, await StoredAsync(id));
    }

    [Fact]
    public async Task The_latest_read_stays_whichever_node_stores_first()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.ReadFlatAsync(fixture.Token, id);
        var later = UnixTime.ToMicroseconds(fixture.Time.GetUtcNow().AddSeconds(2));
        await fixture.Database().WriteAsync(transaction => transaction.ExecuteAsync(
            $"INSERT INTO secrets_reads (project_id, secret_id, last_read_at, last_read_by) VALUES ({fixture.Admin.ProjectId}, {id}, {later}, {"another node"})"));

        await fixture.Services.GetRequiredService<LastReads>().FlushAsync(CancellationToken.None);

        Assert.Equal((UnixTime.ToWire(later), "another node"), await LastReadAsync(id));
    }

    [Fact]
    public async Task Neither_a_refused_read_nor_a_look_at_the_metadata_counts()
    {
        var viewer = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "secrets_manager_viewer");
        var id = await fixture.CreateSecretAsync(fixture.Token);

        await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value", viewer.Token);
        await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value?version=7", fixture.Token);
        await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", fixture.Token);

        Assert.Equal((null, null), await LastReadAsync(id));
    }

    [Fact]
    public async Task Unused_secrets_are_found()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.CreateSecretAsync(token, name: "never read");
        var read = await fixture.CreateSecretAsync(token, name: "read");
        fixture.Time.Advance(TimeSpan.FromHours(1));
        var since = Uri.EscapeDataString(UnixTime.ToWire(fixture.Time.GetUtcNow()));
        fixture.Time.Advance(TimeSpan.FromHours(1));
        await fixture.CreateSecretAsync(token, name: "too young to tell");

        Assert.Equal(["never read", "read"], (await fixture.FindAsync(token, $"?unused_since={since}")).Order(StringComparer.Ordinal));
        await fixture.ReadFlatAsync(token, read);
        Assert.Equal(["never read"], await fixture.FindAsync(token, $"?unused_since={since}"));
        Assert.Equal([], await fixture.FindAsync(token, "?unused_since=2026-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task A_read_of_a_secret_that_is_gone_is_not_stored()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.ReadFlatAsync(fixture.Token, id);
        await fixture.Database().WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync($"DELETE FROM secrets_versions WHERE secret_id = {id}");
            return await transaction.ExecuteAsync($"DELETE FROM secrets_secrets WHERE id = {id}");
        });

        await fixture.Services.GetRequiredService<LastReads>().FlushAsync(CancellationToken.None);

        Assert.Equal(0, await StoredAsync(id));
    }

    private ValueTask<long> StoredAsync(string id) => fixture.CountAsync($"SELECT COUNT(*) FROM secrets_reads WHERE secret_id = {id}");

    private async Task<(string? At, string? By)> LastReadAsync(string id)
    {
        var secret = await fixture.DetailsAsync(fixture.Token, id);
        return (TextOf(secret, "last_read_at"), TextOf(secret, "last_read_by"));
    }

    private static string? TextOf(JsonElement secret, string name) => secret.GetProperty(name).GetString();
}
