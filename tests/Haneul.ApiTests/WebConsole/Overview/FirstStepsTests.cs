using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.Overview;

/// <summary>The guide of an empty project: its commands are cut out of the page and run.</summary>
public sealed class FirstStepsTests(ConsoleFixture fixture, FirstStepsTests.DomainFixture domain, FirstStepsTests.PublicFixture behindProxy)
    : IClassFixture<ConsoleFixture>, IClassFixture<FirstStepsTests.DomainFixture>, IClassFixture<FirstStepsTests.PublicFixture>
{
    [Fact]
    public Task On_loopback_the_commands_make_a_secret_and_read_it() => RunAsync(fixture, "console.localhost", "");

    [Fact]
    public Task At_a_domain_of_its_own_they_do_too() => RunAsync(domain, "console.cloud.example", "");

    [Fact]
    public Task And_below_a_path() => RunAsync(behindProxy, "haneul.example", "/console");

    [Theory]
    [InlineData("iam_project_admin")]
    [InlineData("kms_manager")]
    [InlineData("project_reader")]
    public async Task Who_may_not_make_secrets_is_not_told_how(string role)
    {
        var (browser, _) = await fixture.PersonAsync(role);
        using var __ = browser;

        await browser.SeeAsync("/");

        Assert.False(browser.Has("First steps"));
    }

    private static async Task RunAsync(ApiFixture server, string host, string prefix)
    {
        var persona = await server.CreatePersonaAsync(await server.CreateProjectAsync(), "project_member");
        using var browser = new ConsoleBrowser(server) { Host = host };
        await browser.GoAsync(prefix + "/sign-in");
        await browser.SubmitAsync("form", ("user", persona.UserName), ("password", persona.Password));
        await browser.SeeAsync(prefix + "/");
        var commands = browser.Html.QuerySelectorAll("main section pre code").Select(static code => code.TextContent).ToList();
        Assert.Equal(3, commands.Count);
        commands[0] = $"ACCESS_KEY_ID='{persona.AccessKeyId}'\nSECRET_ACCESS_KEY='{persona.AccessKeySecret}'";

        var output = await Shell.RunAsync(server, [.. commands]);

        Assert.Contains("annyeong", output, StringComparison.Ordinal);
        await browser.SeeAsync(prefix + "/");
        Assert.False(browser.Has("First steps"));
        await browser.SeeAsync(prefix + "/secrets");
        Assert.True(browser.Has("hello"));
    }

    /// <summary>A server with host names below a domain.</summary>
    public sealed class DomainFixture : ConsoleFixture
    {
        protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>(base.ExtraSettings, StringComparer.Ordinal) { ["Haneul:Domain"] = "cloud.example" };
    }

    /// <summary>A server that is reached by one name.</summary>
    public sealed class PublicFixture : ConsoleFixture
    {
        protected override IReadOnlyDictionary<string, string?> ExtraSettings =>
            new Dictionary<string, string?>(base.ExtraSettings, StringComparer.Ordinal) { ["Haneul:PublicUrl"] = "http://haneul.example" };
    }
}
