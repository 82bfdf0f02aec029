using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Secrets;
using Microsoft.AspNetCore.Http;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>How SQLite goes through the secrets of a project that a key protects: never through the others.</summary>
public sealed class SecretListPlanTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("&sort_keys=created_at&sort_dirs=asc")]
    [InlineData("&sort_keys=created_at&sort_dirs=desc")]
    [InlineData("&sort_keys=name&sort_dirs=asc")]
    [InlineData("&sort_keys=name&sort_dirs=desc")]
    public async Task The_secrets_of_a_key_stand_in_an_index_in_their_order(string order)
    {
        var plan = await PlanAsync("?kms_key_id=k" + order);

        Assert.Contains("(project_id=? AND kms_key_id=?)", Assert.Single(plan), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("default_version")]
    [InlineData("created_by")]
    [InlineData("kms_key_name")]
    public async Task In_other_orders_they_alone_are_sorted(string key)
    {
        var plan = await PlanAsync($"?kms_key_id=k&sort_keys={key}");

        Assert.Contains("(project_id=? AND kms_key_id=?)", plan[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_the_newest_are_read_by_age()
    {
        var plan = await PlanAsync("");

        Assert.Contains("secrets_secrets_by_age (project_id=?)", Assert.Single(plan), StringComparison.Ordinal);
    }

    private async Task<List<string>> PlanAsync(string query)
    {
        var context = new DefaultHttpContext { Request = { QueryString = new QueryString(query) } };
        var fields = (await QueryFields.BindAsync(context, null!))!;
        var statement = ListSecrets.Statement($"s.*", ListSecrets.ReadFilter(fields, "p"), ListSecrets.ReadPage(fields));
        Assert.Null(fields.Check());
        return await fixture.PlanAsync(statement);
    }
}
