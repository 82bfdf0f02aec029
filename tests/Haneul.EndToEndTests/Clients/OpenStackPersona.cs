using System.Text.Json;

namespace Haneul.EndToEndTests.Clients;

/// <summary>Somebody at the command line of the stock client: with settings for sign-in, and with expectations.</summary>
/// <param name="commands">The client.</param>
/// <param name="settings">Its options for sign-in, without the leading <c>--os-</c>.</param>
public sealed class OpenStackPersona(OpenStackCommands commands, IReadOnlyDictionary<string, string> settings)
{
    /// <summary>The same client and address, another sign-in.</summary>
    public OpenStackPersona With(params (string Name, string Value)[] others)
    {
        var merged = settings.Where(each => each.Key is "auth-url" or "identity-api-version").ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in others)
        {
            merged[name] = value;
        }

        return new OpenStackPersona(commands, merged);
    }

    /// <summary>Somebody with a password in a project.</summary>
    public OpenStackPersona WithPassword(string userId, string password, string projectId) =>
        With(("auth-type", "v3password"), ("user-id", userId), ("password", password), ("project-id", projectId));

    /// <summary>Runs a command that answers JSON, with everything that is expected in it: see <see cref="JsonExpectation"/>.</summary>
    /// <param name="command">The command as typed, without quotes; <c>-f json</c> is added.</param>
    /// <param name="expected">What the answer must hold.</param>
    public async Task<JsonElement> ShowsAsync(string command, string expected = "{}")
    {
        var result = await RunAsync(command + " -f json");
        Assert.True(result.ExitCode == 0, $"openstack {command}\nended with {result.ExitCode}: {result.StandardError}{result.StandardOutput}");
        var answer = JsonElement.Parse(result.StandardOutput);
        var missing = JsonExpectation.Missing(JsonElement.Parse(expected), answer).ToList();
        Assert.True(missing.Count == 0, $"openstack {command}\nlacks:\n  {string.Join("\n  ", missing)}\nin {answer}");
        return answer;
    }

    /// <summary>Runs a command that lists, with everything that is expected in it, and nothing else.</summary>
    public async Task<JsonElement> ListsAsync(string command, string expected)
    {
        var answer = await ShowsAsync(command, expected);
        var count = JsonElement.Parse(expected).GetArrayLength();
        Assert.True(answer.GetArrayLength() == count, $"openstack {command}\nlists {answer.GetArrayLength()} instead of {count}:\n{answer}");
        return answer;
    }

    /// <summary>Runs a command that lists, and gives the values of one column.</summary>
    public async Task<IReadOnlyList<string?>> ColumnAsync(string command, string column)
    {
        var answer = await ShowsAsync(command, "[]");
        return [.. answer.EnumerateArray().Select(row => row.GetProperty(column).GetString())];
    }

    /// <summary>Runs a command that says nothing when it succeeds.</summary>
    public async Task DoesAsync(string command)
    {
        var result = await RunAsync(command);
        Assert.True(result.ExitCode == 0, $"openstack {command}\nended with {result.ExitCode}: {result.StandardError}{result.StandardOutput}");
        Assert.Empty(result.StandardOutput);
    }

    /// <summary>Runs a command that must fail, with something in its message.</summary>
    public async Task FailsAsync(string command, string message)
    {
        var result = await RunAsync(command);
        Assert.True(result.ExitCode != 0, $"openstack {command}\nsucceeded: {result.StandardOutput}");
        Assert.Contains(message, result.StandardError + result.StandardOutput, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Runs a command and gives what it says.</summary>
    public async Task<Infrastructure.CommandResult> RunAsync(string command) =>
        await commands.RunAsync([.. settings.Select(each => $"--os-{each.Key}={each.Value}"), .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
