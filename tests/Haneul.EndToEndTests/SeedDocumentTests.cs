using System.Text.Json;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>
/// Every curl command of the two documents that the product starts from ("Getting started with OpenAPI" and "Secrets Manager API"), run by a shell as
/// printed there. Only the scheme and host, and the values in braces, are replaced.
/// </summary>
public sealed class SeedDocumentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string IssueById = """
        curl -i -X POST "https://iam.kakaocloud.com/identity/v3/auth/tokens" \
        -H "Content-Type: application/json" \
        -d '{
        "auth": {
        "identity": {
        "methods": [
        "application_credential"
        ],
        "application_credential": {
        "id": "{IAM_ACCESS_KEY_ID}",
        "secret": "{SECRET_ACCESS_KEY}"
        }
        }
        }
        }'
        """;

    private const string IssueByName = """
        curl -i -X POST "https://iam.kakaocloud.com/identity/v3/auth/tokens" \
        -H "Content-Type: application/json" \
        -d '{
        "auth": {
        "identity": {
        "methods": [
        "application_credential"
        ],
        "application_credential": {
        "name": "{IAM_ACCESS_KEY_NAME}",
        "secret": "{SECRET_ACCESS_KEY}",
        "user": {
        "id": "{USER_ID}"
        }
        }
        }
        }
        }'
        """;

    private const string ListProjects = """
        curl -X GET "https://iam.kakaocloud.com/identity/v3/users/{USER_ID}/projects" \
        -H "X-Auth-Token: {API_AUTH_TOKEN}"
        """;

    private const string ReadSecret = """
        curl --location --request GET 'https://secrets-manager.kr-central-2.kakaocloud.com/api/v1/secrets/{secret_id}/versions/value' \
        --header 'X-Auth-Token: {x-auth-token}' --header 'Content-Type: application/json'
        """;

    private readonly BootstrapFile _bootstrap = fixture.Server.ReadBootstrap();

    [Fact]
    public async Task Method_1_issues_a_token_with_the_access_key_id() => Assert.NotEmpty(TokenOf(await RunAsync(IssueById)));

    [Fact]
    public async Task Method_2_issues_a_token_with_the_access_key_name() => Assert.NotEmpty(TokenOf(await RunAsync(IssueByName)));

    [Fact]
    public async Task Without_the_content_type_no_token_is_issued()
    {
        var answer = await RunAsync(IssueById.Replace("-H \"Content-Type: application/json\" \\", "-H \"Content-Type:\" \\", StringComparison.Ordinal));

        Assert.Contains("HTTP/1.1 400 Bad Request", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Subject-Token", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Content-Type: application/json", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_projects_answers_in_the_documented_shape()
    {
        var answer = JsonElement.Parse(await RunAsync(ListProjects, await TokenAsync()));

        var project = Assert.Single(answer.GetProperty("projects").EnumerateArray());
        Assert.Equal(
            ["id", "name", "domain_id", "description", "enabled", "parent_id", "is_domain", "tags", "options", "links"],
            project.EnumerateObject().Select(field => field.Name));
        Assert.Equal(_bootstrap.ProjectId, project.GetProperty("id").GetString());
        Assert.Equal(_bootstrap.DomainId, project.GetProperty("parent_id").GetString());
        Assert.EndsWith($"/v3/projects/{_bootstrap.ProjectId}", project.GetProperty("links").GetProperty("self").GetString(), StringComparison.Ordinal);
        Assert.Equal(["next", "self", "previous"], answer.GetProperty("links").EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task Retrieve_secret_gives_the_default_version_and_the_one_asked_for()
    {
        var token = await TokenAsync();
        var secretId = await CreateSecretAsync(token, "db-password", "\"first\"");
        await CreateVersionAsync(token, secretId, """{"user":"하늘","port":5432}""");

        var newest = JsonElement.Parse(await RunAsync(ReadSecret, token, secretId));
        Assert.Equal(["code", "message", "data", "requestId"], newest.EnumerateObject().Select(field => field.Name));
        Assert.All(newest.EnumerateObject(), field => Assert.Equal(JsonValueKind.String, field.Value.ValueKind));
        Assert.Equal("""{"user":"하늘","port":5432}""", newest.GetProperty("data").GetString());

        // The document's request URL ends in a bare "?version=": the default version.
        var empty = JsonElement.Parse(await RunAsync(ReadSecret.Replace("/value'", "/value?version='", StringComparison.Ordinal), token, secretId));
        Assert.Equal(newest.GetProperty("data").GetString(), empty.GetProperty("data").GetString());

        var first = JsonElement.Parse(await RunAsync(ReadSecret.Replace("/value'", "/value?version=1'", StringComparison.Ordinal), token, secretId));
        Assert.Equal("first", first.GetProperty("data").GetString());
    }

    [Fact]
    public async Task The_call_history_shows_every_call_as_an_OpenAPI_event()
    {
        var token = await TokenAsync();
        var secretId = await CreateSecretAsync(token, "db-password-watched", "\"watched\"");
        await RunAsync(ReadSecret, token, secretId);

        var answer = await CommandLine.RunAsync(
            "curl", ["-sS", $"{Url}/cloud-trail/api/v1/events?service_name=OpenAPI&event_name=Get%20Secret%20Version%20Value&resource_id={secretId}", "-H", $"X-Auth-Token: {token}"]);

        var found = Assert.Single(JsonElement.Parse(answer.ShouldSucceed().StandardOutput).GetProperty("events").EnumerateArray());
        Assert.Equal("Get Secret Version Value", found.GetProperty("event_name").GetString());
        Assert.Equal("OpenAPI", found.GetProperty("service_name").GetString());
        Assert.Equal("Secret Version", found.GetProperty("resource").GetProperty("type").GetString());
        Assert.Equal(_bootstrap.UserId, found.GetProperty("user").GetProperty("uuid").GetString());
    }

    private string Url => fixture.Server.Address.GetLeftPart(UriPartial.Authority);

    private static string TokenOf(string answer)
    {
        Assert.Contains("HTTP/1.1 201 Created", answer, StringComparison.Ordinal);
        var header = Assert.Single(answer.Split("\r\n"), line => line.StartsWith("X-Subject-Token: ", StringComparison.OrdinalIgnoreCase));
        return header["X-Subject-Token: ".Length..];
    }

    private async Task<string> TokenAsync() => TokenOf(await RunAsync(IssueById));

    private async Task<string> RunAsync(string command, string token = "", string secretId = "")
    {
        var script = command
            .Replace("https://iam.kakaocloud.com", Url, StringComparison.Ordinal)
            .Replace("https://secrets-manager.kr-central-2.kakaocloud.com", Url, StringComparison.Ordinal)
            .Replace("{IAM_ACCESS_KEY_ID}", _bootstrap.AccessKeyId, StringComparison.Ordinal)
            .Replace("{IAM_ACCESS_KEY_NAME}", _bootstrap.AccessKeyName, StringComparison.Ordinal)
            .Replace("{SECRET_ACCESS_KEY}", _bootstrap.AccessKeySecret, StringComparison.Ordinal)
            .Replace("{USER_ID}", _bootstrap.UserId, StringComparison.Ordinal)
            .Replace("{API_AUTH_TOKEN}", token, StringComparison.Ordinal)
            .Replace("{x-auth-token}", token, StringComparison.Ordinal)
            .Replace("{secret_id}", secretId, StringComparison.Ordinal);
        return (await CommandLine.BashAsync(script)).ShouldSucceed().StandardOutput;
    }

    private async Task<string> CreateSecretAsync(string token, string name, string value)
    {
        var body = """{"secret":{"name":"NAME","secret_data":VALUE}}""".Replace("NAME", name, StringComparison.Ordinal).Replace("VALUE", value, StringComparison.Ordinal);
        var answer = await PostAsync($"{Url}/secrets-manager/api/v1/secrets", token, body);
        return answer.GetProperty("secret").GetProperty("id").GetString()!;
    }

    private async Task CreateVersionAsync(string token, string secretId, string value) =>
        await PostAsync($"{Url}/secrets-manager/api/v1/secrets/{secretId}/versions", token, """{"version":{"secret":VALUE}}""".Replace("VALUE", value, StringComparison.Ordinal));

    private static async Task<JsonElement> PostAsync(string url, string token, string body)
    {
        var answer = await CommandLine.RunAsync("curl", ["-sS", "--fail-with-body", url, "-H", $"X-Auth-Token: {token}", "-H", "Content-Type: application/json", "-d", body]);
        return JsonElement.Parse(answer.ShouldSucceed().StandardOutput);
    }
}
