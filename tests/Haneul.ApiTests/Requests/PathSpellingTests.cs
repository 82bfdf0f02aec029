using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Requests;

/// <summary>A path is known by one spelling, so that a rule in front of the server sees what the server does; HEAD is answered where stock Keystone answers it.</summary>
public sealed class PathSpellingTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/identity//v3/auth/tokens")]
    [InlineData("/identity/v3//auth/tokens")]
    [InlineData("/secrets-manager//api/v1/secrets")]
    [InlineData("/secrets-manager/api/v1/secrets//")]
    [InlineData("/key-management-service//api/v1/keys")]
    [InlineData("/identity/V3/auth/tokens")]
    [InlineData("/identity/v3/AUTH/tokens")]
    [InlineData("/secrets-manager/API/v1/secrets")]
    [InlineData("/Healthz")]
    [InlineData("/METRICS")]
    public async Task Another_spelling_of_a_path_is_404(string path)
    {
        var token = await fixture.SignInAsync();

        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Get, path, token)).Status);
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Put, path, token)).Status);
    }

    [Theory]
    [InlineData("/secrets-manager/api/v1/secrets/", 200)]
    [InlineData("/identity/v3/", 200)]
    [InlineData("/KEY-management-service/api/v1/keys", 200)]
    public async Task One_slash_at_the_end_and_the_case_of_a_service_make_no_difference(string path, int expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, path, await fixture.SignInAsync());

        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    [InlineData("/openapi.json")]
    [InlineData("/identity")]
    [InlineData("/identity/v3")]
    [InlineData("/iam/identity/v3/users/USER/projects")]
    [InlineData("/identity/v3/auth/tokens")]
    [InlineData("/identity/v3/nowhere")]
    public async Task HEAD_is_answered_as_GET_without_a_body(string path)
    {
        var token = await fixture.AdminTokenAsync();
        path = path.Replace("USER", fixture.Bootstrap.UserId, StringComparison.Ordinal);
        using var head = await SendAsync(HttpMethod.Head, path, token);
        using var get = await SendAsync(HttpMethod.Get, path, token);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
    }

    [Fact]
    public async Task HEAD_is_no_method_of_platform_services_and_Allow_says_where_it_is()
    {
        using var platform = await fixture.SendAsync(HttpMethod.Head, "/secrets-manager/api/v1/secrets", await fixture.SignInAsync());
        using var identity = await fixture.SendAsync(HttpMethod.Put, "/identity/v3/users", await fixture.AdminTokenAsync());
        using var secrets = await fixture.SendAsync(HttpMethod.Put, "/secrets-manager/api/v1/secrets", await fixture.SignInAsync());

        Assert.Equal((405, 405, 405), ((int)platform.StatusCode, (int)identity.StatusCode, (int)secrets.StatusCode));
        Assert.Equal(["GET", "HEAD", "POST"], identity.Content.Headers.Allow);
        Assert.Equal(["GET", "POST"], secrets.Content.Headers.Allow);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Auth-Token", token);
        request.Headers.Add("X-Subject-Token", token);
        return await fixture.Http.SendAsync(request);
    }
}
