using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam;

public sealed class DiscoveryTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/identity", 1)]
    [InlineData("/identity/", 1)]
    [InlineData("/identity/v3", 2)]
    [InlineData("/identity/v3/", 2)]
    [InlineData("/identity/v3/nope", 3)]
    public async Task Versions_are_found_without_a_token(string path, int recorded)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, path, token: null);

        await GoldenExchange.All[recorded].ShouldMatchAsync(response);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/iam")]
    public async Task The_link_leads_back_to_where_the_caller_came_from(string prefix)
    {
        var (_, body) = await fixture.CallAsync(HttpMethod.Get, prefix + "/identity/v3", token: null);

        var link = Assert.Single(body.GetProperty("version").GetProperty("links").EnumerateArray());
        Assert.Equal($"{fixture.Http.BaseAddress!.ToString().TrimEnd('/')}{prefix}/identity/v3/", link.GetProperty("href").GetString());
    }

    [Fact]
    public async Task A_wrong_method_is_405_in_the_shape_of_IAM()
    {
        using var response = await fixture.SendAsync(HttpMethod.Put, "/identity/v3/users", await fixture.AdminTokenAsync());

        await GoldenExchange.All[227].ShouldMatchAsync(response);
    }
}
