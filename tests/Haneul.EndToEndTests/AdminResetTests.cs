using System.Net;
using System.Text;
using System.Text.Json;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>The way back in for an installation that nobody can administer any more: <c>admin-reset</c>, run on the machine while the server is stopped.</summary>
public sealed class AdminResetTests : IDisposable
{
    private const int Refused = 78;
    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-reset-").FullName;

    private string AnswerFile => Path.Combine(_folder, "admin-reset.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_locked_out_administrator_signs_in_with_the_password_of_the_file_and_with_no_other()
    {
        BootstrapFile bootstrap;
        await using (var server = await ServerProcess.StartAsync(_folder))
        {
            bootstrap = server.ReadBootstrap();
            await LockOutAsync(server, bootstrap);
            Assert.Equal(0, await server.StopAsync());
        }

        var reset = (await ResetAsync()).ShouldSucceed();
        var access = JsonElement.Parse(await File.ReadAllTextAsync(AnswerFile));
        var password = access.GetProperty("password").GetString()!;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(AnswerFile));
        Assert.Equal((bootstrap.UserId, bootstrap.DomainId), (access.GetProperty("user_id").GetString(), access.GetProperty("domain_id").GetString()));
        Assert.Contains(AnswerFile, reset.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain(password, reset.StandardOutput + reset.StandardError, StringComparison.Ordinal);

        await using var again = await ServerProcess.StartAsync(_folder);
        Assert.Null(await SignInAsync(again, bootstrap.UserId, bootstrap.Password));
        Assert.NotNull(await SignInAsync(again, bootstrap.UserId, password));
        var token = (await SignInAsync(again, bootstrap.UserId, password, $$$"""{"project":{"id":"{{{bootstrap.ProjectId}}}"}}"""))!;
        Assert.Contains("User Password Reset", await ReadOrganisationTrailAsync(again, token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_takes_off_the_second_factor_that_an_administrator_has_lost_and_rules_that_nobody_meets()
    {
        BootstrapFile bootstrap;
        await using (var server = await ServerProcess.StartAsync(_folder))
        {
            bootstrap = server.ReadBootstrap();
            await AskForASecondFactorAsync(server, bootstrap);
            Assert.Null(await SignInAsync(server, bootstrap.UserId, bootstrap.Password));
            Assert.Equal(0, await server.StopAsync());
        }

        (await ResetAsync()).ShouldSucceed();
        var password = JsonElement.Parse(await File.ReadAllTextAsync(AnswerFile)).GetProperty("password").GetString()!;

        await using var again = await ServerProcess.StartAsync(_folder);
        Assert.NotNull(await SignInAsync(again, bootstrap.UserId, password));
    }

    [Fact]
    public async Task It_is_refused_while_the_server_runs()
    {
        await using var server = await ServerProcess.StartAsync(_folder);

        var reset = await ResetAsync();

        Assert.Equal(Refused, reset.ExitCode);
        Assert.Contains("using the data folder", reset.StandardError, StringComparison.Ordinal);
        Assert.False(File.Exists(AnswerFile));
        Assert.NotNull(await SignInAsync(server, server.ReadBootstrap().UserId, server.ReadBootstrap().Password));
    }

    [Fact]
    public async Task An_unknown_user_or_organisation_is_refused_and_changes_nothing()
    {
        await using (var server = await ServerProcess.StartAsync(_folder))
        {
            await server.StopAsync();
        }

        foreach (var arguments in new[] { new[] { "--user", "nobody" }, ["--organisation", "nowhere"] })
        {
            var reset = await ResetAsync(arguments);
            Assert.Equal(Refused, reset.ExitCode);
            Assert.Contains("no user of that name", reset.StandardError, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(AnswerFile));
        await using var again = await ServerProcess.StartAsync(_folder);
        Assert.NotNull(await SignInAsync(again, again.ReadBootstrap().UserId, again.ReadBootstrap().Password));
    }

    [Fact]
    public async Task A_folder_without_an_installation_is_refused()
    {
        var reset = await ResetAsync();

        Assert.Equal(Refused, reset.ExitCode);
        Assert.Contains("no installation in this database yet", reset.StandardError, StringComparison.Ordinal);
    }

    private Task<CommandResult> ResetAsync(params string[] arguments) =>
        CommandLine.RunAsync("dotnet", [ServerProcess.AssemblyPath, "admin-reset", "--data", _folder, .. arguments]);

    /// <summary>Turns the second factor on and sets a rule that asks for it.</summary>
    private static async Task AskForASecondFactorAsync(ServerProcess server, BootstrapFile bootstrap)
    {
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add("X-Auth-Token", await SignInAsync(server, bootstrap.UserId, bootstrap.Password));
        await AuthenticatorApp.TurnOnAsync(client, bootstrap.UserId);
        using var rule = new StringContent("""{"user":{"options":{"multi_factor_auth_rules":[["password","totp"]]}}}""", Encoding.UTF8, "application/json");
        using var ruled = await client.PatchAsync(
            new Uri($"/identity/v3/users/{bootstrap.UserId}", UriKind.Relative), rule);
        Assert.Equal(HttpStatusCode.OK, ruled.StatusCode);
    }

    /// <summary>Tries wrong passwords until even the right one must wait.</summary>
    private static async Task LockOutAsync(ServerProcess server, BootstrapFile bootstrap)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Null(await SignInAsync(server, bootstrap.UserId, "not the password"));
        }

        Assert.Null(await SignInAsync(server, bootstrap.UserId, bootstrap.Password));
    }

    /// <summary>A token, for the system if nothing else is said; null if the answer is 401.</summary>
    private static async Task<string?> SignInAsync(ServerProcess server, string userId, string password, string scope = """{"system":{"all":true}}""")
    {
        using var client = server.CreateClient();
        using var content = new StringContent(
            $$$$$"""{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"{{{{{userId}}}}}","password":"{{{{{password}}}}}"}}},"scope":{{{{{scope}}}}}}}""",
            Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/identity/v3/auth/tokens", UriKind.Relative), content);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return null;
        }

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }

    private static async Task<string> ReadOrganisationTrailAsync(ServerProcess server, string token)
    {
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/cloud-trail/api/v1/events?event_category=organisation&limit=100");
        request.Headers.Add("X-Auth-Token", token);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return text;
    }
}
