using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Haneul.ApiTests.Api.Iam.Organisations;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using static Haneul.ApiTests.Api.Iam.Organisations.OrganisationCalls;

namespace Haneul.ApiTests.Api.Iam.Projects;

public sealed class ProjectTagTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Tags_are_listed_added_asked_for_replaced_and_taken_away()
    {
        var admin = await fixture.AdminTokenAsync();
        var tags = $"{ProjectsPath}/{await fixture.CreateProjectAsync("default", ",\"tags\":[\"a\",\"b\"]")}/tags";
        using var listed = await fixture.SendAsync(HttpMethod.Get, tags, admin);
        using var added = await fixture.SendAsync(HttpMethod.Put, $"{tags}/z", admin);
        using var twice = await fixture.SendAsync(HttpMethod.Put, $"{tags}/z", admin);
        using var asked = await fixture.SendAsync(HttpMethod.Get, $"{tags}/z", admin);
        using var head = await fixture.SendAsync(HttpMethod.Head, $"{tags}/z", admin);
        var (_, three) = await fixture.CallAsync(HttpMethod.Get, tags, admin);
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, $"{tags}/z", admin);
        using var unknown = await fixture.SendAsync(HttpMethod.Get, $"{tags}/z", admin);
        using var deletedTwice = await fixture.SendAsync(HttpMethod.Delete, $"{tags}/z", admin);
        using var replaced = await fixture.SendAsync(HttpMethod.Put, tags, admin, """{"tags":["c","B"]}""");
        using var cleared = await fixture.SendAsync(HttpMethod.Delete, tags, admin);
        var (_, none) = await fixture.CallAsync(HttpMethod.Get, tags, admin);

        Assert.Equal(200, (int)listed.StatusCode);
        Assert.Equal(204, (int)asked.StatusCode);
        Assert.Equal(204, (int)deleted.StatusCode);
        await ContractCheck.VerifyAsync("ListProjectTags", listed);
        await ContractCheck.VerifyAsync("CheckProjectTag", asked);
        await ContractCheck.VerifyAsync("AddProjectTag", added);
        await ContractCheck.VerifyAsync("DeleteProjectTag", deleted);
        await ContractCheck.VerifyAsync("DeleteProjectTags", cleared);
        Assert.Equal("""["c","B"]""", (await ContractCheck.VerifyAsync("ReplaceProjectTags", replaced)).GetProperty("tags").GetRawText());
        Assert.Equal((201, 201, 204, 204), ((int)added.StatusCode, (int)twice.StatusCode, (int)head.StatusCode, (int)cleared.StatusCode));
        Assert.EndsWith($"{tags}/z", added.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("""["a","b","z"]""", three.GetProperty("tags").GetRawText());
        Assert.Equal("[]", none.GetProperty("tags").GetRawText());
        await unknown.RefusedAsync(404);
        await deletedTwice.RefusedAsync(404);
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("a%2Fb")]
    [InlineData("%20")]
    public async Task A_tag_that_can_not_stand_in_lists_and_paths_is_400(string tag)
    {
        var project = await fixture.CreateProjectAsync();
        using var response = await fixture.SendAsync(HttpMethod.Put, $"{ProjectsPath}/{project}/tags/{tag}", await fixture.AdminTokenAsync());

        await response.RefusedAsync(400);
    }

    [Theory]
    [InlineData("""{"tags":["x","x"]}""", "tags[1]: must not be repeated")]
    [InlineData("""{"tags":"x"}""", "tags: must be a list")]
    [InlineData("""{}""", "tags: is required")]
    [InlineData("""{"tags":["", 7]}""", "tags[0]: must have 1 to 255 characters")]
    public async Task Wrong_tags_are_400_and_named(string body, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Put, $"{ProjectsPath}/{fixture.Bootstrap.ProjectId}/tags", await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_has_eighty_tags_and_no_more()
    {
        var tags = $"{ProjectsPath}/{await fixture.CreateProjectAsync()}/tags";
        var eighty = JsonSerializer.Serialize(Enumerable.Range(0, 80).Select(number => $"t{number}"));
        var tooMany = JsonSerializer.Serialize(Enumerable.Range(0, 81).Select(number => $"t{number}"));

        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Put, tags, await fixture.AdminTokenAsync(), $$"""{"tags":{{eighty}}}""")).Status);
        Assert.Equal(201, (await fixture.CallAsync(HttpMethod.Put, $"{tags}/t7", await fixture.AdminTokenAsync())).Status);
        Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Put, $"{tags}/new", await fixture.AdminTokenAsync())).Status);
        Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Put, tags, await fixture.AdminTokenAsync(), $$"""{"tags":{{tooMany}}}""")).Status);
    }

    [Fact]
    public async Task Whatever_tags_are_taken_come_back_as_they_were_and_find_their_project()
    {
        var project = await fixture.CreateProjectAsync();
        var words = Gen.ListOf(Gen.Elements('a', 'B', ' ', '%', '_', '\'', '"', '\\', 'é', '☃', '.', ';', '&', '?', '#'))
            .Select(characters => new string([.. characters]).Trim()).Where(word => word.Length > 0);
        var sets = Gen.ListOf(words).Select(list => list.Distinct(StringComparer.Ordinal).Take(10).ToArray()).Where(set => set.Length > 0);
        Prop.ForAll(sets.ToArbitrary(), set => RoundTripsAsync(set).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

        async Task<bool> RoundTripsAsync(string[] set)
        {
            var admin = await fixture.AdminTokenAsync();
            var (status, _) = await fixture.CallAsync(HttpMethod.Put, $"{ProjectsPath}/{project}/tags", admin, $$"""{"tags":{{JsonSerializer.Serialize(set)}}}""");
            var (_, listed) = await fixture.CallAsync(HttpMethod.Get, $"{ProjectsPath}/{project}/tags", admin);
            var found = await fixture.IdsAsync($"{ProjectsPath}?domain_id=default&tags={Uri.EscapeDataString(string.Join(',', set))}");
            return status == 200
                && listed.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!).SequenceEqual(set, StringComparer.Ordinal)
                && found.Contains(project);
        }
    }

    [Fact]
    public async Task A_reader_of_the_project_sees_its_tags_and_changes_none()
    {
        var project = await fixture.CreateProjectAsync("default", ",\"tags\":[\"a\"]");
        var persona = await fixture.CreatePersonaAsync(project, "project_admin");
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, project);
        var tags = $"{ProjectsPath}/{project}/tags";

        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, tags, token)).Status);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Get, $"{tags}/a", token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Put, $"{tags}/b", token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, tags, token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{ProjectsPath}/{fixture.Bootstrap.ProjectId}/tags", token)).Status);
    }
}
