using System.Text.Json;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>The stock OpenStack command-line client, unmodified, with nothing but another address.</summary>
public sealed class OpenStackClientTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly ServerProcess _server = fixture.Server;

    [Fact]
    public async Task Token_issue_works_with_an_access_key()
    {
        var token = await RunAsync("token", "issue");

        var bootstrap = _server.ReadBootstrap();
        Assert.Equal(bootstrap.UserId, token.GetProperty("user_id").GetString());
        Assert.Equal(bootstrap.ProjectId, token.GetProperty("project_id").GetString());
        Assert.NotEmpty(token.GetProperty("id").GetString()!);
        Assert.NotEmpty(token.GetProperty("expires").GetString()!);
    }

    [Fact]
    public async Task Catalog_list_names_this_server()
    {
        var catalog = await RunAsync("catalog", "list");

        var identity = Assert.Single(catalog.EnumerateArray(), service => service.GetProperty("Type").GetString() == "identity");
        Assert.Contains(_server.Address.Authority, identity.GetProperty("Endpoints").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_signs_in_with_a_passcode_once_the_second_factor_is_on_and_access_keys_go_on()
    {
        var bootstrap = _server.ReadBootstrap();
        using var client = _server.CreateClient();
        client.DefaultRequestHeaders.Add("X-Auth-Token", (await RunWithPasswordAsync("v3password")).ShouldSucceed().StandardOutput.Trim());
        var app = await AuthenticatorApp.TurnOnAsync(client, bootstrap.UserId);

        Assert.Contains("password with totp", (await RunWithPasswordAsync("v3password")).StandardError, StringComparison.Ordinal);
        (await RunWithPasswordAsync("v3multifactor", "--os-passcode", app.Passcode(0))).ShouldSucceed();
        Assert.NotEmpty((await RunAsync("token", "issue")).GetProperty("id").GetString()!);
    }

    // Methods are a list, which the client reads from its file only.
    private async Task<CommandResult> RunWithPasswordAsync(string authType, params string[] options)
    {
        var bootstrap = _server.ReadBootstrap();
        var file = Path.Combine(_server.DataFolder, "clouds.yaml");
        await File.WriteAllTextAsync(file, $"""
            clouds:
              haneul:
                auth_type: {authType}
                auth_methods: [v3password, v3totp]
                identity_api_version: 3
                auth:
                  auth_url: {_server.Address.GetLeftPart(UriPartial.Authority)}/identity/v3
                  user_id: {bootstrap.UserId}
                  password: {bootstrap.Password}
                  project_id: {bootstrap.ProjectId}
            """);
        return await CommandLine.RunAsync("openstack", [.. options, "token", "issue", "-f", "value", "-c", "id"], new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OS_CLIENT_CONFIG_FILE"] = file,
            ["OS_CLOUD"] = "haneul",
        });
    }

    private async Task<JsonElement> RunAsync(params string[] command)
    {
        var bootstrap = _server.ReadBootstrap();
        var result = await CommandLine.RunAsync("openstack", [.. command, "-f", "json"], new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OS_AUTH_URL"] = _server.Address.GetLeftPart(UriPartial.Authority) + "/identity/v3",
            ["OS_AUTH_TYPE"] = "v3applicationcredential",
            ["OS_APPLICATION_CREDENTIAL_ID"] = bootstrap.AccessKeyId,
            ["OS_APPLICATION_CREDENTIAL_SECRET"] = bootstrap.AccessKeySecret,
            ["OS_REGION_NAME"] = bootstrap.Region,
        });
        return JsonElement.Parse(result.ShouldSucceed().StandardOutput);
    }
}
