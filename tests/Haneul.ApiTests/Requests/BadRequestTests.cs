using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Requests;

/// <summary>Requests that are wrong before any operation is asked: always a clear error in the dialect of the service, never a 500.</summary>
public sealed class BadRequestTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/identity/v3/nowhere", "keystone")]
    [InlineData("/iam/nowhere", "keystone")]
    [InlineData("/secrets-manager/api/v1/nowhere", "platform")]
    [InlineData("/secrets-manager-service/api/v1/nowhere", "platform")]
    [InlineData("/cloud-trail/api/v1/nowhere", "platform")]
    [InlineData("/vpc/api/v1/nowhere", "platform")]
    [InlineData("/nowhere/at/all", "platform")]
    public async Task An_unknown_path_is_404_in_the_dialect(string path, string dialect)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, path, await fixture.SignInAsync());

        Assert.Equal(404, status);
        AssertDialect(dialect, 404, body);
    }

    [Theory]
    [InlineData("PATCH", "/identity/v3/auth/tokens", "keystone")]
    [InlineData("PUT", "/secrets-manager/api/v1/secrets", "platform")]
    [InlineData("DELETE", "/cloud-trail/api/v1/events", "platform")]
    public async Task A_wrong_method_is_405_in_the_dialect_and_names_the_right_ones(string method, string path, string dialect)
    {
        using var response = await fixture.SendAsync(new HttpMethod(method), path, await fixture.SignInAsync());

        Assert.Equal(405, (int)response.StatusCode);
        Assert.NotEmpty(response.Content.Headers.Allow);
        AssertDialect(dialect, 405, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("GET", "/vpc/api/v1/vpcs", "ListVpcs")]
    [InlineData("POST", "/bcs/api/v1/instances", "CreateInstance")]
    [InlineData("DELETE", "/volume/api/v1/volumes/1", "DeleteVolume")]
    public async Task An_operation_of_the_contract_that_is_not_built_is_501_after_authentication(string method, string path, string operationId)
    {
        var (anonymous, _) = await fixture.CallAsync(new HttpMethod(method), path, token: null);
        var (status, body) = await fixture.CallAsync(new HttpMethod(method), path, await fixture.SignInAsync());

        Assert.Equal((401, 501), (anonymous, status));
        AssertDialect("platform", 501, body);
        Assert.Contains(operationId, body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_equal_token_headers_are_one_and_two_different_ones_are_none()
    {
        var token = await fixture.SignInAsync();

        Assert.StartsWith("HTTP/1.1 200", await RawAsync($"GET /secrets-manager/api/v1/secrets HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: {token}\r\nx-auth-token: {token}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401", await RawAsync($"GET /secrets-manager/api/v1/secrets HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: {token}\r\nX-Auth-Token: other\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("169.254.169.254")]
    public async Task A_name_of_others_is_refused_on_loopback(string host)
    {
        var answer = await RawAsync($"GET /identity/v3 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(host, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iam.localhost", "/identity/v3", "200")]
    [InlineData("iam.kakaocloud.com", "/identity/v3", "200")]
    [InlineData("secrets-manager.kr-central-2.kakaocloud.com", "/api/v1/secrets/1/versions/value", "401")]
    [InlineData("secrets-manager.localhost", "/api/v1/secrets/1/versions/value", "401")]
    public async Task A_service_answers_to_its_host_names(string host, string path, string status) =>
        Assert.StartsWith($"HTTP/1.1 {status}", await RawAsync($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task A_body_over_the_limit_is_413_and_the_server_goes_on()
    {
        var token = await fixture.SignInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/secrets-manager/api/v1/secrets");
        request.Headers.Add("X-Auth-Token", token);
        request.Headers.ExpectContinue = true; // The server need not read on once it has refused; a client that sends all the same may find the connection closed.
        request.Content = new StringContent("{\"secret\":\"" + new string('x', 2_000_000) + "\"}", System.Text.Encoding.UTF8, "application/json");
        using var refused = await fixture.Http.SendAsync(request);

        Assert.Equal(413, (int)refused.StatusCode);
        AssertDialect("platform", 413, System.Text.Json.JsonElement.Parse(await refused.Content.ReadAsStringAsync()));
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets", token)).Status);
    }

    [Fact]
    public async Task A_chunked_body_over_the_limit_is_413()
    {
        var token = await fixture.SignInAsync();
        var chunk = "10000\r\n" + new string('x', 0x10000) + "\r\n";
        var answer = await RawAsync(
            $"POST /secrets-manager/api/v1/secrets HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: {token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" +
            string.Concat(Enumerable.Repeat(chunk, 20)) + "0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"auth\":{\"\\udc00\":1}}")]
    public async Task A_field_whose_name_is_no_text_is_400(string body)
    {
        Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Post, "/identity/v3/auth/tokens", token: null, body)).Status);
        Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", await fixture.SignInAsync(), body)).Status);
    }

    [Theory]
    [InlineData(127 * 1024, 401)]
    [InlineData(129 * 1024, 413)]
    public async Task Signing_in_takes_only_a_small_body(int length, int expected)
    {
        var body = """{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"0","secret":"0"}}}}""".PadRight(length);

        Assert.Equal(expected, (await fixture.CallAsync(HttpMethod.Post, "/identity/v3/auth/tokens", token: null, body)).Status);
    }

    [Theory]
    [InlineData("/identity/v3/users")]
    [InlineData("/secrets-manager/api/v1/secrets")]
    [InlineData("/api/v1/secrets/1/versions/value")]
    [InlineData("/cloud-trail/api/v1/events")]
    [InlineData("/vpc/api/v1/vpcs")]
    public async Task A_401_says_where_to_sign_in_and_no_answer_is_guessed_at(string path)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, path, token: null);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal($"Keystone uri=\"{fixture.Http.BaseAddress!.ToString().TrimEnd('/')}/identity/v3\"", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("%2B1")]
    [InlineData("01")]
    [InlineData("1%20")]
    [InlineData("-1")]
    public async Task A_number_has_one_spelling(string version) => Assert.Equal(
        400, (await fixture.CallAsync(HttpMethod.Get, $"/api/v1/secrets/00000000-0000-0000-0000-000000000000/versions/value?version={version}", await fixture.SignInAsync())).Status);

    [Theory]
    [InlineData("my-id-1", true)]
    [InlineData("has space", false)]
    [InlineData("quote\"", false)]
    public async Task A_request_id_is_echoed_only_if_it_can_forge_nothing(string sent, bool isKept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.TryAddWithoutValidation("X-Request-Id", sent);
        using var response = await fixture.Http.SendAsync(request);

        Assert.Equal(isKept, response.Headers.GetValues("X-Request-Id").Single() == sent);
    }

    [Fact]
    public async Task A_body_that_ends_too_early_is_not_a_500()
    {
        var answer = await RawAsync("POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"auth\"", endsEarly: true);

        Assert.DoesNotContain("HTTP/1.1 5", answer, StringComparison.Ordinal);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, "/identity/v3", token: null)).Status);
    }

    private static void AssertDialect(string dialect, int status, JsonElement body)
    {
        var error = body.GetProperty("error");
        if (dialect == "keystone")
        {
            Assert.Equal(status, error.GetProperty("code").GetInt32());
            Assert.NotEmpty(error.GetProperty("title").GetString()!);
        }
        else
        {
            Assert.Equal(JsonValueKind.String, error.GetProperty("code").ValueKind);
        }

        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }

    private async Task<string> RawAsync(string request, bool endsEarly = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.Http.BaseAddress!.Host, fixture.Http.BaseAddress.Port);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
            if (endsEarly)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (IOException)
        {
            // The server has answered and closed before it read all of a body that it refuses.
        }

        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
