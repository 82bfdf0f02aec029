using System.Text.Json;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>The first start and the ones after it, as an operator meets them: nothing or everything, kept for good, and refused with a reason.</summary>
public sealed class FirstStartTests : IDisposable
{
    private const int Refused = 78;
    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_first_start_writes_its_credentials_for_the_owner_alone()
    {
        await using var server = await ServerProcess.StartAsync(_folder);

        var bootstrap = server.ReadBootstrap();
        Assert.Equal("default", bootstrap.DomainId);
        Assert.Equal(server.Address.GetLeftPart(UriPartial.Authority), bootstrap.Url);
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(_folder, "bootstrap.json")));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(_folder, "root.key")));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(_folder, "haneul.db")));
    }

    [Fact]
    public async Task The_output_of_a_start_without_a_terminal_has_no_secret()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        await server.StopAsync();

        var bootstrap = server.ReadBootstrap();
        var output = await File.ReadAllTextAsync(server.OutputFile) + await File.ReadAllTextAsync(server.ErrorFile);
        Assert.Contains("Haneul is ready at", output, StringComparison.Ordinal);
        Assert.DoesNotContain(bootstrap.AccessKeySecret, output, StringComparison.Ordinal);
        Assert.DoesNotContain(bootstrap.Password, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("admin's data")]
    public async Task The_commands_of_the_banner_work_when_pasted(string folder)
    {
        await using var server = await ServerProcess.StartAsync(Path.Combine(_folder, folder));
        var banner = await ReadBannerAsync(server);
        var commands = banner[banner.IndexOf("ACCESS_KEY_ID=", StringComparison.Ordinal)..];

        var result = (await CommandLine.BashAsync(commands)).ShouldSucceed().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("""{"greeting":"annyeong"}""", JsonElement.Parse(result[0]).GetProperty("data").GetString());
        Assert.Equal(2, JsonElement.Parse(result[1]).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_locked_is_refused()
    {
        await using var server = ServerProcess.Launch(_folder, environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" });

        Assert.Equal(Refused, await server.WaitForExitAsync());
        Assert.Contains("cannot be locked", await File.ReadAllTextAsync(server.ErrorFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_keeps_everything()
    {
        string secret;
        string bootstrap;
        await using (var first = await ServerProcess.StartAsync(_folder))
        {
            using var client = new ApiClient(first);
            await client.SignInAsync();
            var created = await client.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", """{"secret":{"name":"kept","secret_data":"still here"}}""");
            secret = created.GetProperty("secret").GetProperty("id").GetString()!;
            bootstrap = await File.ReadAllTextAsync(Path.Combine(_folder, "bootstrap.json"));
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await ServerProcess.StartAsync(_folder);
        using var reader = new ApiClient(second);
        await reader.SignInAsync();
        Assert.Equal("still here", (await reader.CallAsync(HttpMethod.Get, $"/api/v1/secrets/{secret}/versions/value")).GetProperty("data").GetString());
        Assert.Equal(bootstrap, await File.ReadAllTextAsync(Path.Combine(_folder, "bootstrap.json")));
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused()
    {
        await using var first = await ServerProcess.StartAsync(_folder);

        Assert.Contains("Another server is using the data folder", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_root_key_is_refused_with_the_fingerprint_that_is_needed()
    {
        await StartOnceAsync();
        File.Delete(Path.Combine(_folder, "root.key"));

        Assert.Matches("needs its root key, with the fingerprint [0-9a-f]{16}", await RefusalAsync());
    }

    [Fact]
    public async Task A_wrong_root_key_is_refused_with_both_fingerprints()
    {
        await StartOnceAsync();
        var other = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());

        var refusal = await RefusalAsync(environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["HANEUL__ROOTKEY"] = "env:OTHER_KEY", ["OTHER_KEY"] = other });

        Assert.Matches("needs the key with the fingerprint [0-9a-f]{16}, and .* has [0-9a-f]{16}", refusal);
        Assert.DoesNotContain(other, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HANEUL__DATABSE", "sqlite", "Haneul:DATABSE is not a known setting")]
    [InlineData("HANEUL__TOKENLIFETIME", "soon", "Haneul:TokenLifetime must be a duration")]
    [InlineData("HANEUL__BOOTSTRAP__ACCESSKEYID", "not-hex", "Haneul:Bootstrap:AccessKeyId must be 32 lower-case hex digits")]
    public async Task A_setting_that_can_not_be_used_is_refused_by_name(string variable, string value, string reason)
    {
        var refusal = await RefusalAsync(environment: new Dictionary<string, string?>(StringComparer.Ordinal) { [variable] = value });

        Assert.Contains(reason, refusal, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Plain_http_on_an_address_of_others_is_refused()
    {
        var refusal = await RefusalAsync(["--urls", "http://0.0.0.0:0"]);

        Assert.Contains("--tls-cert", refusal, StringComparison.Ordinal);
        Assert.Contains("--insecure-http", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generated_credentials_on_an_address_of_others_are_refused_at_the_first_start_and_later()
    {
        Assert.Contains("Bootstrap", await RefusalAsync(["--urls", "http://0.0.0.0:0", "--insecure-http"]), StringComparison.Ordinal);

        await StartOnceAsync();
        Assert.Contains("bootstrap", await RefusalAsync(["--urls", "http://0.0.0.0:0", "--insecure-http"]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Credentials_from_the_environment_are_the_ones_that_work()
    {
        const string Secret = "0123456789abcdef0123456789abcdef01234567";
        await using var server = await ServerProcess.StartAsync(_folder, environment: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["HANEUL__BOOTSTRAP__PASSWORD"] = "a-password-from-outside",
            ["HANEUL__BOOTSTRAP__ACCESSKEYID"] = "abcdef0123456789abcdef0123456789",
            ["HANEUL__BOOTSTRAP__ACCESSKEYSECRET"] = Secret,
        });
        var bootstrap = server.ReadBootstrap();
        Assert.Equal(("abcdef0123456789abcdef0123456789", Secret, "a-password-from-outside"), (bootstrap.AccessKeyId, bootstrap.AccessKeySecret, bootstrap.Password));
        using var client = new ApiClient(server);
        Assert.NotEmpty(await client.SignInAsync());
    }

    private static async Task<string> ReadBannerAsync(ServerProcess server)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        while (true)
        {
            using var reader = new StreamReader(new FileStream(server.OutputFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var text = await reader.ReadToEndAsync(patience.Token);
            if (text.Contains("cloud-trail", StringComparison.Ordinal))
            {
                return text;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private async Task StartOnceAsync()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        await server.StopAsync();
    }

    private async Task<string> RefusalAsync(IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var server = ServerProcess.Launch(_folder, arguments, environment);
        Assert.Equal(Refused, await server.WaitForExitAsync());
        return await File.ReadAllTextAsync(server.ErrorFile);
    }
}
