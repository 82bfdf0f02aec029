using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>The verbs <c>root-key</c> on the machine of the server, and the files that they leave.</summary>
public sealed class RootKeyTests : IDisposable
{
    private const int Refused = 78;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-root-key-").FullName;

    private string KeyFile => Path.Combine(_folder, "root.key");

    private string PreviousFile => KeyFile + ".previous";

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_folder + ".logs", recursive: true);
    }

    [Fact]
    public async Task A_rotation_makes_a_new_key_and_the_server_retires_the_previous_one()
    {
        string secret;
        await using (var server = await ServerProcess.StartAsync(_folder))
        {
            using var client = new ApiClient(server);
            await client.SignInAsync();
            secret = await CreateSecretAsync(client, "kept");
            await server.StopAsync();
        }

        var old = await File.ReadAllTextAsync(KeyFile);
        var rotated = (await RunAsync("rotate")).ShouldSucceed();

        Assert.Equal(old, await File.ReadAllTextAsync(PreviousFile));
        var key = await File.ReadAllTextAsync(KeyFile);
        Assert.NotEqual(old, key);
        Assert.Equal((OwnerOnly, OwnerOnly), (File.GetUnixFileMode(KeyFile), File.GetUnixFileMode(PreviousFile)));
        Assert.DoesNotContain(key.Trim(), rotated.StandardOutput + rotated.StandardError, StringComparison.Ordinal);
        Assert.Contains("A rotation is under way", (await RunAsync("show")).ShouldSucceed().StandardOutput, StringComparison.Ordinal);
        Assert.Equal(Refused, (await RunAsync("rotate")).ExitCode);
        Assert.Equal(key, await File.ReadAllTextAsync(KeyFile));

        await using (var server = await ServerProcess.StartAsync(_folder))
        {
            using var client = new ApiClient(server);
            await client.SignInAsync();
            Assert.Equal("kept", await ReadAsync(client, secret));
            await WaitForRetirementAsync();
            Assert.Equal("kept", await ReadAsync(client, secret));
            await server.StopAsync();
        }

        var retired = Assert.Single(Directory.GetFiles(_folder, "root.key.*.retired"));
        Assert.Equal(old, await File.ReadAllTextAsync(retired));
        Assert.DoesNotContain("under way", (await RunAsync("show")).ShouldSucceed().StandardOutput, StringComparison.Ordinal);
        File.Delete(retired);
        await using var again = await ServerProcess.StartAsync(_folder);
        using var reader = new ApiClient(again);
        await reader.SignInAsync();
        Assert.Equal("kept", await ReadAsync(reader, secret));
    }

    [Fact]
    public async Task A_key_that_is_elsewhere_is_not_touched_and_the_two_settings_are_told_and_work()
    {
        await using (var server = await ServerProcess.StartAsync(_folder))
        {
            await server.StopAsync();
        }

        var elsewhere = Path.Combine(_folder, "elsewhere.key");
        File.Move(KeyFile, elsewhere);
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HANEUL__ROOTKEY"] = "file:" + elsewhere };
        var told = await RunAsync("rotate", environment);
        Assert.Equal(1, told.ExitCode);
        Assert.Contains("HANEUL__PREVIOUSROOTKEY", told.StandardOutput, StringComparison.Ordinal);

        environment["HANEUL__PREVIOUSROOTKEY"] = "file:" + elsewhere;
        environment["HANEUL__ROOTKEY"] = "command:echo " + new string('7', 64);
        await using (var server = await ServerProcess.StartAsync(_folder, environment: environment))
        {
            using var client = new ApiClient(server);
            await client.SignInAsync();
            Assert.Equal("new", await ReadAsync(client, await CreateSecretAsync(client, "new")));
            await server.StopAsync();
        }

        environment["HANEUL__ROOTKEY"] = "file:" + elsewhere;
        environment["HANEUL__PREVIOUSROOTKEY"] = null;
        await using var refused = ServerProcess.Launch(_folder, environment: environment);
        Assert.Equal(Refused, await refused.WaitForExitAsync());
        Assert.Contains("needs the key with the fingerprint", await File.ReadAllTextAsync(refused.ErrorFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_of_the_key_is_made_beside_the_running_server_and_replaces_nothing()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        var copy = Path.Combine(_folder, "copy");

        var made = (await RunAsync("backup", arguments: copy)).ShouldSucceed();

        Assert.Equal(await File.ReadAllTextAsync(KeyFile), await File.ReadAllTextAsync(copy));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(copy));
        Assert.DoesNotContain((await File.ReadAllTextAsync(copy)).Trim(), made.StandardOutput, StringComparison.Ordinal);

        await File.WriteAllTextAsync(copy, "something else");
        Assert.Equal(Refused, (await RunAsync("backup", arguments: copy)).ExitCode);
        Assert.Equal("something else", await File.ReadAllTextAsync(copy));
        Assert.Equal(Refused, (await RunAsync("rotate")).ExitCode); // The server runs.
    }

    private static async Task<string> CreateSecretAsync(ApiClient client, string value) =>
        (await client.CallAsync(HttpMethod.Post, "/api/v1/secrets", $$$"""{"secret":{"name":"{{{value}}}","secret_data":"{{{value}}}"}}""")).GetProperty("secret").GetProperty("id").GetString()!;

    private static async Task<string?> ReadAsync(ApiClient client, string id) =>
        (await client.CallAsync(HttpMethod.Get, $"/api/v1/secrets/{id}/versions/value")).GetProperty("data").GetString();

    private async Task WaitForRetirementAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (File.Exists(PreviousFile))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private Task<CommandResult> RunAsync(string verb, IReadOnlyDictionary<string, string?>? environment = null, params string[] arguments) =>
        CommandLine.RunAsync("dotnet", [ServerProcess.AssemblyPath, "root-key", verb, .. arguments, "--data", _folder], environment);
}
