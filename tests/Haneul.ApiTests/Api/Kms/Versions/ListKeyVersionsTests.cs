using System.Text.Json;

namespace Haneul.ApiTests.Api.Kms.Versions;

public sealed class ListKeyVersionsTests(KeyVersionsFixture fixture) : IClassFixture<KeyVersionsFixture>, IAsyncLifetime
{
    private string _id = "";

    /// <summary>A key with an active, a deactivated, a scheduled, a destroyed and another active version.</summary>
    public async ValueTask InitializeAsync()
    {
        _id = await fixture.NewKeyAsync();
        for (var version = 2; version <= 5; version++)
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await fixture.NewVersionAsync(_id);
        }

        await fixture.DeactivateAsync(_id, 2);
        await fixture.ScheduleAsync(_id, 3, fixture.Time.GetUtcNow() + TimeSpan.FromDays(3));
        await fixture.DestroyAsync(_id, 4);
    }

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData("", 5, 4, 3, 2, 1)]
    [InlineData("?sort_keys=version", 1, 2, 3, 4, 5)]
    [InlineData("?sort_keys=status,version&sort_dirs=asc,desc", 5, 1, 3, 2, 4)]
    [InlineData("?status=ACTIVE", 5, 1)]
    [InlineData("?status=DEACTIVATED", 3, 2)]
    [InlineData("?status=DESTROYED", 4)]
    [InlineData("?version=3", 3)]
    [InlineData("?version=3&status=ACTIVE")]
    [InlineData("?version=99")]
    [InlineData("?version=", 5, 4, 3, 2, 1)]
    [InlineData("?limit=2&offset=1", 4, 3)]
    [InlineData("?offset=5")]
    public async Task Filters_order_and_pages_give_the_versions_that_they_name(string query, params int[] expected)
    {
        var (status, body) = await fixture.CallKmsAsync("ListKeyVersions", HttpMethod.Get, $"/{_id}/versions{query}");

        Assert.Equal(200, status);
        Assert.Equal(expected, body.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task A_version_shows_what_the_contract_names()
    {
        var (_, body) = await fixture.CallKmsAsync("ListKeyVersions", HttpMethod.Get, $"/{_id}/versions?version=3");

        var version = Assert.Single(body.GetProperty("versions").EnumerateArray());
        Assert.Equal("DEACTIVATED", version.GetProperty("status").GetString());
        Assert.Equal("AES256-GCM96", version.GetProperty("algorithm").GetString());
        Assert.True(Guid.TryParse(version.GetProperty("id").GetString(), out _));
        Assert.Equal(JsonValueKind.String, version.GetProperty("resolved_destruction_at").ValueKind);
        Assert.Equal((0, 20, 1), (Page("offset"), Page("limit"), Page("total")));

        int Page(string member) => body.GetProperty("pagination").GetProperty(member).GetInt32();
    }

    [Theory]
    [InlineData("version=two", "version")]
    [InlineData("version=1.5", "version")]
    [InlineData("status=active", "status")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("sort_keys=algorithm", "sort_keys")]
    [InlineData("sort_keys=version&sort_dirs=up", "sort_dirs")]
    [InlineData("name=key", "name")]
    public async Task Wrong_parameters_are_400_and_named(string query, string parameter)
    {
        var (status, body) = await fixture.CallKmsAsync("ListKeyVersions", HttpMethod.Get, $"/{_id}/versions?{query}");

        Assert.Equal(400, status);
        Assert.Contains($"{parameter}: ", KeyVersionsFixture.MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_keys_and_those_of_another_project_are_404()
    {
        Assert.Equal(404, (await fixture.CallKmsAsync("ListKeyVersions", HttpMethod.Get, "/nothing/versions")).Status);
        Assert.Equal(404, (await fixture.CallKmsAsync("ListKeyVersions", HttpMethod.Get, $"/{_id}/versions", token: fixture.Other.Token)).Status);
    }
}
