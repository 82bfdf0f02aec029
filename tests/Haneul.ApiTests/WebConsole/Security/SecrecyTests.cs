using System.Collections.Concurrent;
using System.Text;
using Haneul.ApiTests.Api.CloudTrail.Catalogue;
using Haneul.ApiTests.Infrastructure;
using Haneul.WebConsole.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>Passwords, tokens and the secret of a browser stand in no page, no address, no log line and no table, whatever is done with them.</summary>
public sealed class SecrecyTests(SecrecyTests.TalkativeFixture fixture) : IClassFixture<SecrecyTests.TalkativeFixture>
{
    private const string Cookie = "haneul-console";
    private const string WrongPassword = "canary-wrong-password-6b1f";
    private const string NewPassword = "Canary-new-passw0rd-9d27";
    private const string Value = "canary-value-8c53e0a1";

    [Fact]
    public async Task No_secret_leaves_in_a_page_or_stays_in_logs_and_tables()
    {
        var persona = await fixture.CreatePersonaAsync(fixture.Bootstrap.ProjectId, "project_admin");
        var secretId = await CreateSecretAsync(persona.Token);
        var answers = new List<string>();
        using var browser = new ConsoleBrowser(fixture);

        // Wrong and right, and every form that takes a password.
        await browser.GoAsync("/sign-in");
        await browser.SubmitAsync("form", ("user", persona.UserName), ("password", WrongPassword));
        answers.Add(WholeOf(browser));
        await browser.GoAsync("/sign-in");
        await browser.SubmitAsync("form", ("user", persona.UserName), ("password", persona.Password));
        answers.Add(browser.Location + browser.Body);
        foreach (var (old, wanted, again) in new[] { (WrongPassword, NewPassword, NewPassword), (persona.Password, NewPassword, WrongPassword), (persona.Password, NewPassword, NewPassword) })
        {
            await browser.GoAsync("/password");
            answers.Add(WholeOf(browser));
            await browser.SubmitAsync("main form", ("old", old), ("new", wanted), ("again", again));
            answers.Add(WholeOf(browser));
        }

        await browser.GoAsync("/confirm?return=/profile");
        await browser.SubmitAsync("main form", ("password", WrongPassword));
        answers.Add(WholeOf(browser));
        await browser.SubmitAsync("main form", ("password", NewPassword));
        Assert.Equal("/profile", browser.Location);
        var secret = browser.Cookies[Cookie];
        var found = await fixture.Services.GetRequiredService<SessionTable>().FindAsync(SessionSecret.Parse(secret)!, TestContext.Current.CancellationToken);
        string[] tokens = [found!.Value.State.HomeToken, .. found.Value.State.Tokens.Values];
        Assert.True(tokens.Length >= 2);

        foreach (var route in ConsoleRoute.Pages(fixture))
        {
            await browser.GoAsync(route.PathWith(_ => secretId));
            answers.Add(WholeOf(browser));
        }

        string[] canaries = [WrongPassword, NewPassword, persona.Password, persona.AccessKeySecret, Value, secret, .. tokens];
        foreach (var canary in canaries)
        {
            Assert.All(answers, answer => Assert.DoesNotContain(canary, answer, StringComparison.Ordinal));
            Assert.All(fixture.Lines, line => Assert.DoesNotContain(canary, line, StringComparison.Ordinal));
        }

        var tables = string.Join('\n', (await TrailTables.ContentsAsync(fixture)).Select(static table => table.Value)) + string.Join('\n', await TrailTables.TextsAsync(fixture));
        foreach (var canary in canaries)
        {
            Assert.DoesNotContain(canary, tables, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(canary)), tables, StringComparison.Ordinal);
        }

        Assert.NotEmpty(fixture.Lines);
    }

    [Fact]
    public async Task Whoever_has_the_database_has_no_session()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        var own = SessionSecret.Parse(browser.Cookies[Cookie])!;
        var stored = (await TrailTables.ContentsAsync(fixture))["console_sessions"];
        var bytes = Encoding.Latin1.GetBytes(stored);
        var raw = System.Buffers.Text.Base64Url.DecodeFromChars(own.ToCookie());

        Assert.True(bytes.AsSpan().IndexOf(raw) < 0);
        Assert.DoesNotContain("HomeToken", stored, StringComparison.Ordinal);
    }

    private async Task<string> CreateSecretAsync(string token)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", token, $$$$"""{"secret":{"name":"canary","secret_data":{"password":"{{{{Value}}}}"}}}""");
        Assert.InRange(status, 200, 201);
        return body.GetProperty("secret").GetProperty("id").GetString()!;
    }

    // A page with everything around it but the cookie, which is where the secret of the browser belongs.
    private static string WholeOf(ConsoleBrowser browser) =>
        string.Join('\n', browser.Response.Headers.Where(static header => header.Key != "Set-Cookie").SelectMany(static header => header.Value)) + browser.Body;

    /// <summary>A server that logs everything that there is to log.</summary>
    public sealed class TalkativeFixture : ConsoleFixture
    {
        private readonly ConcurrentQueue<string> _lines = new();

        /// <summary>What was logged so far.</summary>
        internal IReadOnlyCollection<string> Lines => [.. _lines];

        protected override IReadOnlyDictionary<string, string?> ExtraSettings =>
            new Dictionary<string, string?>(LogCollector.Settings.Concat(base.ExtraSettings), StringComparer.Ordinal);

        protected override void ReplaceServices(IServiceCollection services)
        {
            base.ReplaceServices(services);
            services.AddSingleton<ILoggerProvider>(new LogCollector(_lines));
        }
    }
}
