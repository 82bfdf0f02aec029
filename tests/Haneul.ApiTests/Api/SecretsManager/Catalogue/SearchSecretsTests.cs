using System.Globalization;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Catalogue;

public sealed class SearchSecretsTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Theory]
    [InlineData("q=payments", "payments-prod")]
    [InlineData("q=PAY", "payments-prod")]
    [InlineData("q=prod", "prodDbPassword payments-prod")]
    [InlineData("q=password", "prodDbPassword")]
    [InlineData("q=db%20prod", "prodDbPassword")]
    [InlineData("q=prodDb", "prodDbPassword")]
    [InlineData("q=비밀", "운영비밀번호")]
    [InlineData("q=운영", "운영비밀번호")]
    [InlineData("q=card", "payments-prod")]
    [InlineData("q=yments", "")]
    [InlineData("q=prod%20비밀", "")]
    [InlineData("q=ledger", "payments-prod")]
    [InlineData("tag=team", "prodDbPassword payments-prod")]
    [InlineData("tag=team=ledger", "payments-prod")]
    [InlineData("tag=team=core", "prodDbPassword")]
    [InlineData("tag=team=ledger&tag=stage=a%3Db", "payments-prod")]
    [InlineData("tag=team=ledger&tag=colour", "")]
    [InlineData("tag=Team", "")]
    [InlineData("q=prod&tag=team=core", "prodDbPassword")]
    [InlineData("accessible=true&q=pay", "payments-prod")]
    [InlineData("accessible=false", "")]
    [InlineData("", "운영비밀번호 prodDbPassword payments-prod")]
    public async Task Secrets_are_found_by_beginnings_of_words_and_by_tags(string query, string expected)
    {
        var token = await fixture.NewProjectTokenAsync();
        var payments = await CreateAsync(token, "payments-prod");
        await fixture.ChangeAsync(token, payments, """{"description":"Card terminal","tags":{"team":"ledger","stage":"a=b"}}""");
        var database = await CreateAsync(token, "prodDbPassword");
        await fixture.ChangeAsync(token, database, """{"tags":{"team":"core"}}""");
        await CreateAsync(token, "운영비밀번호");

        Assert.Equal(expected, string.Join(' ', await fixture.FindAsync(token, $"?{query}")));
    }

    [Fact]
    public async Task What_a_secret_was_called_before_does_not_find_it_any_more()
    {
        var token = await fixture.NewProjectTokenAsync();
        var id = await CreateAsync(token, "before");
        await fixture.ChangeAsync(token, id, """{"name":"after","description":"gone soon","tags":{"a":"1","b":"2"}}""");
        Assert.Empty(await fixture.FindAsync(token, "?q=before"));
        Assert.Equal(["after"], await fixture.FindAsync(token, "?q=gone"));

        await fixture.ChangeAsync(token, id, """{"description":null,"tags":{"b":"3"}}""");
        Assert.Equal(["after"], await fixture.FindAsync(token, "?q=after"));
        foreach (var query in new[] { "?q=gone", "?tag=a", "?tag=b=2", "?q=1" })
        {
            Assert.Empty(await fixture.FindAsync(token, query));
        }

        Assert.Equal(["after"], await fixture.FindAsync(token, "?tag=b=3"));
    }

    [Fact]
    public async Task A_search_sees_its_own_project_alone()
    {
        var token = await fixture.NewProjectTokenAsync();
        var id = await CreateAsync(token, "shared-word");
        await fixture.SetTagAsync(token, id, "shared", "1");

        Assert.Empty(await fixture.FindAsync(fixture.OtherToken, "?q=shared-word"));
        Assert.Empty(await fixture.FindAsync(fixture.OtherToken, "?tag=shared"));
    }

    [Fact]
    public async Task Pages_give_every_secret_once_newest_first()
    {
        var token = await fixture.NewProjectTokenAsync();
        var names = Enumerable.Range(0, 7).Select(number => string.Create(CultureInfo.InvariantCulture, $"page {number}")).ToList();
        foreach (var name in names)
        {
            await CreateAsync(token, name);
        }

        names.Reverse();
        foreach (var query in new[] { "?q=page&limit=3", "?limit=3" })
        {
            var found = new List<string>();
            string? cursor = null;
            do
            {
                var page = await fixture.SearchAsync(token, cursor is null ? query : $"{query}&cursor={cursor}");
                found.AddRange(page.GetProperty("secrets").EnumerateArray().Select(secret => secret.GetProperty("name").GetString()!));
                cursor = page.GetProperty("next_cursor").GetString();
            }
            while (cursor is not null);

            Assert.Equal(names, found);
        }
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_search_and_project_alone()
    {
        var token = await fixture.NewProjectTokenAsync();
        await CreateAsync(token, "one word");
        await CreateAsync(token, "two word");
        var cursor = (await fixture.SearchAsync(token, "?q=word&limit=1")).GetProperty("next_cursor").GetString()!;
        var forged = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];

        Assert.Equal(["one word"], await fixture.FindAsync(token, $"?q=WORD&limit=5&cursor={cursor}"));
        foreach (var (query, caller) in new[]
        {
            ($"?q=words&cursor={cursor}", token), ($"?tag=word&cursor={cursor}", token), ($"?cursor={cursor}", token), ($"?q=word&accessible=true&cursor={cursor}", token),
            ($"?q=word&cursor={forged}", token), ($"?q=word&cursor={cursor}A", token), ("?q=word&cursor=x", token), ($"?q=word&cursor={cursor}", fixture.OtherToken),
            ("?q=word&cursor=" + new string('A', 1000), token),
        })
        {
            var answer = await fixture.CatalogueAsync("SearchSecrets", HttpMethod.Get, query, caller);
            Assert.Equal(400, answer.Status);
            Assert.Contains("cursor: is not a cursor of this search", MessageOf(answer.Body), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_wrong_parameter_is_named_at_once()
    {
        var answer = await fixture.CatalogueAsync(
            "SearchSecrets", HttpMethod.Get, "?q=%21&accessible=yes&expires_before=2030-01-01&unused_since=x&limit=0&cursor=x&colour=red&" + string.Join('&', Enumerable.Repeat("tag=a", 11)), fixture.Token);

        Assert.Equal(400, answer.Status);
        foreach (var name in new[] { "q", "accessible", "expires_before", "unused_since", "limit", "cursor", "colour", "tag" })
        {
            Assert.Contains($"{name}: ", MessageOf(answer.Body), StringComparison.Ordinal);
        }

        Assert.Equal(400, (await fixture.CatalogueAsync("SearchSecrets", HttpMethod.Get, "?q=" + string.Join('+', Enumerable.Range(0, 11)), fixture.Token)).Status);
        Assert.Equal(400, (await fixture.CatalogueAsync("SearchSecrets", HttpMethod.Get, "?limit=1001", fixture.Token)).Status);
    }

    [Fact]
    public async Task Secrets_with_access_control_are_shown_to_all_and_marked()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var other = await fixture.CreatePersonaAsync(owner.ProjectId, "project_member");
        var closed = await CreateAsync(owner.Token, "closed");
        await CreateAsync(owner.Token, "open");
        await fixture.CloseAsync(closed);

        Assert.Equal(["open", "closed"], await fixture.FindAsync(other.Token, ""));
        Assert.Equal(["open"], await fixture.FindAsync(other.Token, "?accessible=true"));
        Assert.Equal(["closed"], await fixture.FindAsync(other.Token, "?accessible=false"));
        Assert.Equal(["open", "closed"], await fixture.FindAsync(owner.Token, "?accessible=true"));
        Assert.False((await fixture.DetailsAsync(other.Token, closed)).GetProperty("is_accessible").GetBoolean());
        Assert.True((await fixture.DetailsAsync(owner.Token, closed)).GetProperty("is_accessible").GetBoolean());
    }

    [Fact]
    public async Task Secrets_that_are_older_than_the_search_are_found_once_they_are_caught_up_with()
    {
        var token = await fixture.NewProjectTokenAsync();
        var id = await CreateAsync(token, "ancient treasure");
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync($"DELETE FROM secrets_words WHERE secret_id = {id}");
            await transaction.ExecuteAsync($"DELETE FROM secrets_search WHERE secret_id = {id}");
            return await transaction.ExecuteAsync($"INSERT INTO secrets_unindexed (project_id, secret_id) SELECT project_id, id FROM secrets_secrets WHERE id = {id}");
        });
        Assert.Empty(await fixture.FindAsync(token, "?q=treasure"));

        await fixture.RestartAsync();
        await fixture.RunDueJobsAsync();

        Assert.Equal(["ancient treasure"], await fixture.FindAsync(token, "?q=treasure"));
        Assert.Equal(0, await fixture.CountAsync($"SELECT COUNT(*) FROM secrets_unindexed"));
    }

    [Fact]
    public async Task A_search_is_on_the_trail_without_what_was_asked()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.SearchAsync(token, "?q=canary4711");

        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=Search%20Secrets", token);
        var found = Assert.Single(body.GetProperty("events").EnumerateArray());
        Assert.Equal("Search Secrets", found.GetProperty("event_name").GetString());
        Assert.DoesNotContain("canary4711", body.GetRawText(), StringComparison.Ordinal);
    }

    private async Task<string> CreateAsync(string token, string name)
    {
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        return await fixture.CreateSecretAsync(token, name: name);
    }
}
