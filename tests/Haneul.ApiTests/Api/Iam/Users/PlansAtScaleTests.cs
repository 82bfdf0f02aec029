using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam;
using Haneul.Security.Iam.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.Users;

/// <summary>
/// How SQLite goes through half a million assignments, of which it knows no figures: from the rows that are few to those that are many. The other way round takes seconds,
/// within a change even while all others wait (./eng/bench.sh iam).
/// </summary>
public sealed class PlansAtScaleTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Whether_an_administrator_is_left_is_found_from_the_role_on()
    {
        var plan = await PlanAsync(Administrators.AnyWhoSignsIn);

        Assert.NotEmpty(StepsOf(plan, "a"));
        Assert.All(StepsOf(plan, "a"), step => Assert.StartsWith("SEARCH a USING COVERING INDEX iam_role_assignments_role (role_id=?", step, StringComparison.Ordinal));
        Assert.NotEmpty(StepsOf(plan, "u"));
        Assert.All(StepsOf(plan, "u"), step => Assert.EndsWith("(kind=? AND id=?)", step, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_projects_of_a_user_are_found_from_the_user_and_their_groups_on()
    {
        var plan = await PlanAsync(ReachableProjects.Statement("u", ["r"], Sql.Empty, new ListPage(1000, "")));

        Assert.Equal(2, StepsOf(plan, "a").Count);
        Assert.All(StepsOf(plan, "a"), step => Assert.Contains("actor_type=? AND actor_id=?", step, StringComparison.Ordinal));
        Assert.All(StepsOf(plan, "m"), step => Assert.EndsWith("iam_group_members_user (user_id=?)", step, StringComparison.Ordinal));
        Assert.Single(StepsOf(plan, "m"));
    }

    private static List<string> StepsOf(List<string> plan, string table) =>
        plan.FindAll(step => step.StartsWith($"SEARCH {table} ", StringComparison.Ordinal) || step.Equals($"SCAN {table}", StringComparison.Ordinal));

    private async Task<List<string>> PlanAsync(Sql statement)
    {
        Assert.SkipUnless(TestDatabase.SelectedEngine == DatabaseEngine.Sqlite, "PostgreSQL has figures of its tables and decides by them.");
        return await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(
            session => session.QueryAsync($"EXPLAIN QUERY PLAN {statement}", static row => row.GetString(3)), TestContext.Current.CancellationToken);
    }
}
