namespace Haneul.EndToEndTests.Infrastructure;

public sealed class CommandLineTests
{
    [Fact]
    public async Task A_command_reads_its_input_and_returns_what_it_wrote_and_its_exit_code()
    {
        var result = await CommandLine.RunAsync("bash", ["-c", "cat; echo \"$WORD\" >&2; exit 7"], new Dictionary<string, string?>(StringComparer.Ordinal) { ["WORD"] = "하늘" }, "in");

        Assert.Equal(new CommandResult(7, "in", "하늘\n"), result);
    }

    [Fact]
    public async Task An_argument_is_passed_as_it_is()
    {
        var result = await CommandLine.RunAsync("printf", ["%s", "a b \"c\" $HOME '*'"]);

        Assert.Equal("a b \"c\" $HOME '*'", result.ShouldSucceed().StandardOutput, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_killed_with_its_children() =>
        await Assert.ThrowsAsync<TimeoutException>(() => CommandLine.BashAsync("sleep 600 & sleep 600", timeout: TimeSpan.FromMilliseconds(300)));

    [Fact]
    public async Task A_script_stops_at_its_first_failing_command()
    {
        var result = await CommandLine.BashAsync("false | true; echo reached");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty(result.StandardOutput);
    }
}
