using System.Text.Json;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Values.Changes;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Values.Changes;

public sealed class ListSecretChangesTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task Changes_come_in_their_order_without_anything_of_the_values()
    {
        var token = await fixture.NewProjectTokenAsync();
        var first = await fixture.CreateSecretAsync(token, "\"c4n4ry-1\"", "first");
        var second = await fixture.CreateSecretAsync(token, "\"c4n4ry-2\"", "second");
        await fixture.CreateVersionAsync(token, first, "\"c4n4ry-3\"");

        var (all, text) = await ListAsync(token);

        Assert.Equal(
            [(1, "created", first, "first", 1), (2, "created", second, "second", 1), (3, "version-created", first, "first", 2)],
            Entries(all).Select(each => (
                each.GetProperty("number").GetInt32(), each.GetProperty("kind").GetString(), each.GetProperty("secret_id").GetString(),
                each.GetProperty("secret_name").GetString(), each.GetProperty("version").GetInt32())));
        Assert.Equal(3, all.GetProperty("next_after").GetInt32());
        Assert.Equal(3, all.GetProperty("newest").GetInt32());
        Assert.DoesNotContain("c4n4ry", text, StringComparison.Ordinal);

        var (page, _) = await ListAsync(token, "?after=1&limit=1");
        Assert.Equal(2, Assert.Single(Entries(page)).GetProperty("number").GetInt32());
        Assert.Equal(2, page.GetProperty("next_after").GetInt32());
        var (rest, _) = await ListAsync(token, "?after=3");
        Assert.Empty(Entries(rest));
        Assert.Equal(3, rest.GetProperty("next_after").GetInt32());
    }

    [Fact]
    public async Task A_project_without_secrets_has_no_changes_and_none_of_others()
    {
        await fixture.CreateSecretAsync(fixture.Token);
        var (body, _) = await ListAsync(await fixture.NewProjectTokenAsync());

        Assert.Empty(Entries(body));
        Assert.Equal(0, body.GetProperty("newest").GetInt32());
        Assert.Equal(0, body.GetProperty("next_after").GetInt32());
    }

    [Fact]
    public async Task A_call_that_fails_leaves_no_change_and_no_gap()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.CreateSecretAsync(token, name: "taken");
        Assert.Equal(409, (await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", token, NewSecret("taken", "1"))).Status);
        await fixture.CreateSecretAsync(token, name: "free");

        var (body, _) = await ListAsync(token);
        Assert.Equal([1, 2], Entries(body).Select(each => each.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task Changes_made_at_the_same_time_have_numbers_without_gaps()
    {
        var token = await fixture.NewProjectTokenAsync();
        await Task.WhenAll(Enumerable.Range(0, 24).Select(index => fixture.CreateSecretAsync(token, name: $"secret-{index}")));

        var (body, _) = await ListAsync(token);
        Assert.Equal(Enumerable.Range(1, 24), Entries(body).Select(each => each.GetProperty("number").GetInt32()));
        Assert.Equal(24, Entries(body).Select(each => each.GetProperty("secret_id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task What_the_caller_has_no_access_to_is_withheld_and_passed_over()
    {
        var admin = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var colleague = await fixture.CreatePersonaAsync(admin.ProjectId, "project_reader");
        var hidden = await fixture.CreateSecretAsync(admin.Token, name: "hidden");
        var shown = await fixture.CreateSecretAsync(admin.Token, name: "shown");
        await fixture.CreateVersionAsync(admin.Token, hidden, "2");
        await fixture.RestrictAsync(hidden);

        var (body, text) = await ListAsync(colleague.Token);
        Assert.Equal(shown, Assert.Single(Entries(body)).GetProperty("secret_id").GetString());
        Assert.Equal(3, body.GetProperty("next_after").GetInt32());
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        Assert.Equal(3, Entries((await ListAsync(admin.Token)).Body).Count);
    }

    [Fact]
    public async Task The_end_of_a_secret_is_told_to_those_who_saw_it()
    {
        var admin = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var colleague = await fixture.CreatePersonaAsync(admin.ProjectId, "project_reader");
        foreach (var (name, isRestricted) in new[] { ("open", false), ("closed", true) })
        {
            var id = await fixture.CreateSecretAsync(admin.Token, name: name);
            await fixture.RestrictAsync(id, isRestricted);
            Assert.Equal(204, (await fixture.CallAsync("DestroySecretVersion", HttpMethod.Patch, $"/{id}/versions/1/destroy", admin.Token)).Status);
            Assert.Equal(204, (await fixture.CallAsync("DeleteSecret", HttpMethod.Delete, $"/{id}", admin.Token)).Status);
        }

        var seen = Entries((await ListAsync(colleague.Token)).Body).Select(each => $"{each.GetProperty("secret_name")} {each.GetProperty("kind")}").ToList();

        // "closed" was open when it was created, and what was seen then is no secret now.
        Assert.Equal(["open created", "open version-destroyed", "open deleted", "closed created"], seen);
        Assert.Equal(6, Entries((await ListAsync(admin.Token)).Body).Count);
    }

    [Fact]
    public async Task Changes_that_are_not_kept_any_more_are_told_as_gone()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.CreateSecretAsync(token, name: "old");
        await fixture.CreateSecretAsync(token, name: "old-too");
        var database = fixture.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync(async tx => await tx.ExecuteAsync($"UPDATE secrets_changes SET changed_at = 0 WHERE name IN ('old', 'old-too')"));
        await fixture.CreateSecretAsync(token, name: "young");

        await fixture.Services.GetRequiredService<ChangeSweep>().SweepAsync();

        var gone = await fixture.CallValuesAsync("ListSecretChanges", HttpMethod.Get, "/changes?after=1", token);
        Assert.Equal(409, gone.Status);
        Assert.Equal("SecretChangesGone", CodeOf(gone.Body));
        Assert.Contains("go on after 3", MessageOf(gone.Body), StringComparison.Ordinal);
        Assert.Equal(409, (await fixture.CallValuesAsync("ListSecretChanges", HttpMethod.Get, "/changes?after=4", token)).Status);
        Assert.Equal("young", Assert.Single(Entries((await ListAsync(token, "?after=2")).Body)).GetProperty("secret_name").GetString());
        Assert.Equal("young", Assert.Single(Entries((await ListAsync(token)).Body)).GetProperty("secret_name").GetString());
    }

    [Fact]
    public async Task What_is_wrong_with_the_query_is_named()
    {
        foreach (var query in new[] { "?after=-1", "?after=x", "?after=01", "?after=99999999999999999999", "?limit=0", "?limit=1001", "?other=1" })
        {
            Assert.Equal(400, (await fixture.CallValuesAsync("ListSecretChanges", HttpMethod.Get, "/changes" + query, fixture.Token)).Status);
        }
    }

    private static List<JsonElement> Entries(JsonElement body) => [.. body.GetProperty("changes").EnumerateArray()];

    private async Task<(JsonElement Body, string Text)> ListAsync(string token, string query = "")
    {
        var answer = await fixture.CallValuesAsync("ListSecretChanges", HttpMethod.Get, "/changes" + query, token);
        Assert.True(answer.Status == 200, answer.Raw.Body);
        return (answer.Body, answer.Raw.Body);
    }
}
