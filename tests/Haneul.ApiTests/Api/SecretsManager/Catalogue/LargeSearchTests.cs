using System.Text.Json;
using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Api.SecretsManager.Catalogue;

/// <summary>A project with more secrets than a search goes through for one page.</summary>
public sealed class LargeSearchTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private const long Count = 12_000;

    [Fact]
    public async Task A_search_of_frequent_conditions_that_exclude_each_other_ends_after_a_stretch_and_goes_on()
    {
        await FillAsync();

        var first = await fixture.SearchAsync(fixture.Token, "?tag=env=prod&tag=env=dev");
        Assert.Empty(first.GetProperty("secrets").EnumerateArray());
        var cursor = first.GetProperty("next_cursor").GetString();
        Assert.NotNull(cursor);

        var second = await fixture.SearchAsync(fixture.Token, $"?tag=env=prod&tag=env=dev&cursor={cursor}");
        Assert.Empty(second.GetProperty("secrets").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
    }

    [Fact]
    public async Task Frequent_and_rare_conditions_find_the_same_as_a_look_at_everything()
    {
        await FillAsync();
        foreach (var (query, expected) in new (string, Func<long, bool>)[]
        {
            ("?tag=env=prod", static i => i % 2 == 0),
            ("?q=env", static _ => true),
            ("?q=prod", static i => i % 2 == 0),
            ("?q=n77", static i => $"{i % 100}".StartsWith("77", StringComparison.Ordinal)),
            ("?q=prod%20n7", static i => i % 2 == 0 && $"{i % 100}".StartsWith('7')),
            ("?tag=env=dev&q=n42", static _ => false),
        })
        {
            var found = new List<string>();
            string? cursor = null;
            do
            {
                var page = await fixture.SearchAsync(fixture.Token, $"{query}&limit=1000" + (cursor is null ? "" : $"&cursor={cursor}"));
                found.AddRange(page.GetProperty("secrets").EnumerateArray().Select(secret => secret.GetProperty("id").GetString()!));
                cursor = page.GetProperty("next_cursor").GetString();
            }
            while (cursor is not null);

            Assert.Equal([.. Enumerable.Range(0, (int)Count).Select(i => (long)i).Where(expected).Reverse().Select(static i => $"large-{i}")], found);
        }
    }

    /// <summary>Secrets as their operations would leave them, in a few statements: environments prod and dev in turn, and a hundred numbers.</summary>
    private async Task FillAsync()
    {
        Sql rows = $"""
            WITH RECURSIVE numbers(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < {Count - 1}),
                secrets(i, id, env, n) AS (SELECT i, 'large-' || i, CASE i % 2 WHEN 0 THEN 'prod' ELSE 'dev' END, 'n' || (i % 100) FROM numbers)
            """;
        var (project, user) = (fixture.Admin.ProjectId, fixture.Admin.UserId);
        if (await fixture.CountAsync($"SELECT COUNT(*) FROM secrets_secrets WHERE project_id = {project}") > 0)
        {
            return;
        }

        await fixture.Database().WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync(
                $"""
                INSERT INTO secrets_secrets (project_id, id, name, default_version, version_count, active_version_count, created_at, created_by, owner_id)
                {rows} SELECT {project}, id, id, 1, 1, 1, i, 'x', {user} FROM secrets
                """);
            await transaction.ExecuteAsync($"INSERT INTO secrets_tags (project_id, secret_id, key, value) {rows} SELECT {project}, id, 'env', env FROM secrets");
            await transaction.ExecuteAsync(
                $"INSERT INTO secrets_search (project_id, secret_id, words) {rows} SELECT {project}, id, ' env ' || env || ' ' || n FROM secrets");
            foreach (var word in Enumerable.Range(0, 100).Select(static n => $"n{n}").Concat(["env", "prod", "dev"]))
            {
                var bytes = System.Text.Encoding.UTF8.GetBytes(word);
                await transaction.ExecuteAsync(
                    $"INSERT INTO secrets_words (project_id, word, secret_id) {rows} SELECT {project}, {bytes}, id FROM secrets WHERE {word} IN ('env', env, n)");
            }

            return true;
        });
    }
}
