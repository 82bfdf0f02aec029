using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam;

public sealed class TokenValidationTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Ones_own_token_is_shown_as_it_was_issued()
    {
        using var issued = await fixture.IssueAsync(IamRequests.ByKeyId(fixture.Bootstrap.AccessKeyId, fixture.Bootstrap.AccessKeySecret));
        var token = issued.Headers.GetValues("X-Subject-Token").Single();
        using var response = await fixture.OnTokenAsync(HttpMethod.Get, token, token);

        await GoldenExchange.All[163].ShouldMatchAsync(response);
        await ContractCheck.VerifyAsync("ValidateToken", response);
        Assert.Equal(await issued.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(token, response.Headers.GetValues("X-Subject-Token").Single());
    }

    [Fact]
    public async Task Each_address_gets_links_of_its_own()
    {
        var token = await fixture.SignInAsync();
        using var atRoot = await fixture.OnTokenAsync(HttpMethod.Get, token, token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/iam" + IamRequests.Tokens);
        request.Headers.Add("X-Auth-Token", token);
        request.Headers.Add("X-Subject-Token", token);
        using var atPrefix = await fixture.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var again = await fixture.OnTokenAsync(HttpMethod.Get, token, token);

        var prefixed = await atPrefix.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var root = await atRoot.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("/iam/identity/v3\"", prefixed, StringComparison.Ordinal);
        Assert.DoesNotContain("/iam/identity/v3\"", root, StringComparison.Ordinal);
        Assert.Equal(root, await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nocatalog_leaves_the_catalog_out()
    {
        var token = await fixture.SignInAsync();
        using var whole = await fixture.OnTokenAsync(HttpMethod.Get, token, token);
        using var without = await fixture.OnTokenAsync(HttpMethod.Get, token, token, "?nocatalog");

        Assert.Contains("\"catalog\"", await whole.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("\"catalog\"", await without.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_answers_without_a_body()
    {
        var token = await fixture.SignInAsync();
        using var response = await fixture.OnTokenAsync(HttpMethod.Head, token, token);

        await GoldenExchange.All[19].ShouldMatchAsync(response);
    }

    [Fact]
    public async Task Garbage_and_nothing_are_404_as_subject_and_401_as_caller()
    {
        var token = await fixture.SignInAsync();
        using var garbage = await fixture.OnTokenAsync(HttpMethod.Get, token, "garbage");
        using var nothing = await fixture.OnTokenAsync(HttpMethod.Get, token, subject: null);
        using var caller = await fixture.OnTokenAsync(HttpMethod.Get, "garbage", token);
        using var lookalike = await fixture.OnTokenAsync(HttpMethod.Get, token, token[..^1] + (token[^1] == 'A' ? 'B' : 'A'));

        await GoldenExchange.All[20].ShouldMatchAsync(garbage);
        await GoldenExchange.All[21].ShouldMatchAsync(nothing);
        await GoldenExchange.All[22].ShouldMatchAsync(caller);
        await lookalike.RefusedAsync(404);
    }

    [Fact]
    public async Task Anothers_token_is_shown_to_an_administrator_only()
    {
        var project = await fixture.CreateProjectAsync();
        var one = await fixture.CreatePersonaAsync(project, "project_admin");
        var other = await fixture.CreatePersonaAsync(project, "project_reader");

        using var byPeer = await fixture.OnTokenAsync(HttpMethod.Get, one.Token, other.Token);
        using var byAdmin = await fixture.OnTokenAsync(HttpMethod.Get, await fixture.AdminTokenAsync(), other.Token);
        using var revokedByPeer = await fixture.OnTokenAsync(HttpMethod.Delete, one.Token, other.Token);

        await byPeer.RefusedAsync(403);
        await revokedByPeer.RefusedAsync(403);
        Assert.Equal(200, (int)byAdmin.StatusCode);
    }

    [Fact]
    public async Task A_revoked_token_is_dead_on_the_next_call()
    {
        var revoked = await fixture.SignInAsync();
        var other = await fixture.SignInAsync();
        Assert.NotNull(await fixture.RolesOfAsync(revoked));

        using var revocation = await fixture.OnTokenAsync(HttpMethod.Delete, revoked, revoked);
        using var use = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users/{fixture.Bootstrap.UserId}/projects", revoked);
        using var twice = await fixture.OnTokenAsync(HttpMethod.Delete, other, revoked);

        await GoldenExchange.All[29].ShouldMatchAsync(revocation);
        await GoldenExchange.All[30].ShouldMatchAsync(use);
        await GoldenExchange.All[31].ShouldMatchAsync(twice);
        Assert.NotNull(await fixture.RolesOfAsync(other));
    }
}
