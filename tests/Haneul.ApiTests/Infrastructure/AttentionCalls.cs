using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Infrastructure;

/// <summary>Requests about what needs attention; every answer is held against the contract.</summary>
internal static class AttentionCalls
{
    /// <summary>Asks and holds the answer against the contract.</summary>
    public static async Task<(int Status, JsonElement Body)> AskAsync(this ApiFixture fixture, string operationId, string path, string? token)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, path, token);
        return ((int)response.StatusCode, await ContractCheck.VerifyAsync(operationId, response));
    }

    /// <summary>Asks for what is there.</summary>
    public static async Task<JsonElement> LookAsync(this ApiFixture fixture, string operationId, string path, string token)
    {
        var (status, body) = await fixture.AskAsync(operationId, path, token);
        Assert.True(status == 200, body.ToString());
        return body;
    }

    /// <summary>Every element of a list, in pages of a size.</summary>
    public static async Task<IReadOnlyList<JsonElement>> WalkAsync(this ApiFixture fixture, string operationId, string path, string member, string token, int limit)
    {
        var found = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await fixture.LookAsync(operationId, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}", token);
            var elements = page.GetProperty(member).EnumerateArray().ToList();
            Assert.InRange(elements.Count, 0, limit);
            found.AddRange(elements);
            cursor = page.GetProperty("next_cursor").GetString();
            Assert.True(cursor is null || elements.Count == limit);
        }
        while (cursor is not null);

        return found;
    }

    /// <summary>A count as value and whether there may be more.</summary>
    public static (long Value, bool AtLeast) CountOf(JsonElement owner, string member) =>
        (owner.GetProperty(member).GetProperty("value").GetInt64(), owner.GetProperty(member).GetProperty("at_least").GetBoolean());

    /// <summary>The codes of a part's problems.</summary>
    public static IReadOnlyList<string> ProblemsOf(JsonElement part) => [.. part.GetProperty("problems").EnumerateArray().Select(static problem => problem.GetProperty("code").GetString()!)];

    /// <summary>How SQLite goes about a statement.</summary>
    public static async Task<List<string>> PlanAsync(this ApiFixture fixture, Sql statement)
    {
        Assert.SkipUnless(TestDatabase.SelectedEngine == DatabaseEngine.Sqlite, "PostgreSQL has figures of its tables and decides by them.");
        return await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(
            session => session.QueryAsync($"EXPLAIN QUERY PLAN {statement}", static row => row.GetString(3)), TestContext.Current.CancellationToken);
    }
}
