using System.Net;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Verification;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Security.CloudTrail.Verification.Runs;
using Haneul.WebConsole.Events.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Events;

/// <summary>Whether the trail is whole, and its checkpoints.</summary>
public sealed class VerificationPageTests : IAsyncLifetime
{
    private const string Path = "/events/verification";

    private readonly ConsoleFixture _fixture = new();
    private ConsoleBrowser _browser = null!;

    private VerificationRunner Runner => _fixture.Services.GetRequiredService<VerificationRunner>();

    public async ValueTask InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _browser = await ConsoleBrowser.SignedInAsync(_fixture);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_verification_is_begun_once_and_its_result_stands_on_the_page_and_the_badge()
    {
        await _browser.GoAsync("/events");
        Assert.Equal("Trail not verified yet", _browser.Html.QuerySelector(".verified")!.TextContent.Trim());
        await _browser.GoAsync(_browser.Html.QuerySelector(".verified")!.GetAttribute("href")!);
        var form = _browser.Fill("main form");
        var body = await form.Content!.ReadAsStringAsync();
        await _browser.SendAsync(form);
        Assert.Equal((HttpStatusCode.SeeOther, Path), (_browser.Status, _browser.Location));
        await Runner.Running;
        await _browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });
        Assert.Equal(HttpStatusCode.SeeOther, _browser.Status);
        await _browser.FollowAsync();

        Assert.Contains("Everything is exactly as it was written", _browser.Text, StringComparison.Ordinal);
        Assert.Single(_browser.Html.QuerySelectorAll("main tbody tr"));
        await _browser.GoAsync("/events?from=nonsense");
        Assert.Equal("Trail verified just now", _browser.Html.QuerySelector(".verified")!.TextContent.Trim());
    }

    [Fact]
    public async Task Damage_is_told_with_its_place()
    {
        await _fixture.Services.GetRequiredService<TrailChain>().SealAsync(TestContext.Current.CancellationToken);
        await _fixture.Services.GetRequiredService<IDatabase>().WriteAsync(static transaction => transaction.ExecuteAsync($"UPDATE trail_events SET status = 500 WHERE sequence = {EventPlace.Of(1, 1)}"));
        await _browser.GoAsync(Path);
        await _browser.SubmitAsync("main form");
        await Runner.Running;
        await _browser.GoAsync(Path);

        Assert.Contains("An event was changed. event_changed", _browser.Text, StringComparison.Ordinal);
        Assert.Contains("chain 1, number 1", _browser.Text, StringComparison.Ordinal);
        Assert.NotNull(_browser.Html.QuerySelector("main .problem"));
        await _browser.GoAsync("/events");
        Assert.Equal("Trail damaged", _browser.Html.QuerySelector(".verified")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_checkpoint_is_downloaded_and_compared_with_later()
    {
        await MakeCheckpointAsync();
        await _browser.GoAsync(Path);
        await _browser.GoAsync(_browser.Html.QuerySelector("a[href$='/checkpoints/1']")!.GetAttribute("href")!);
        Assert.Equal("checkpoint-1.json", _browser.Response.Content.Headers.ContentDisposition!.FileNameStar);
        var kept = _browser.Body;
        var (_, expected) = await _fixture.CallAsync(HttpMethod.Get, "/cloud-trail/haneul/v1/checkpoints/1", await _fixture.AdminTokenAsync());
        Assert.Equal(expected.GetRawText(), kept);

        await _browser.GoAsync(Path);
        await _browser.SubmitAsync("main form", ("checkpoint", kept));
        Assert.Equal(HttpStatusCode.SeeOther, _browser.Status);
        await Runner.Running;
        await _browser.GoAsync(Path);
        Assert.Contains("checkpoints: 2", _browser.Text, StringComparison.Ordinal);

        await _browser.GoAsync(_browser.Html.QuerySelector("a[href$='/key']")!.GetAttribute("href")!);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", _browser.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a checkpoint")]
    [InlineData("[1]")]
    [InlineData("""{"checkpoint":"<script>alert(1)</script>"}""")]
    [InlineData("""{"checkpoint":{"body":"{}","signature":"?","key_id":"k"}}""")]
    [InlineData("""{"checkpoint":{},"checkpoint":{}}""")]
    public async Task What_is_no_checkpoint_is_kept_with_the_error_beside_it(string typed)
    {
        await _browser.GoAsync(Path);
        await _browser.SubmitAsync("main form", ("checkpoint", typed));

        Assert.Equal(HttpStatusCode.BadRequest, _browser.Status);
        Assert.Equal("This is not the content of a checkpoint file.", _browser.Html.QuerySelector("#field-checkpoint-error")!.TextContent);
        Assert.Equal(typed, _browser.Html.QuerySelector("#field-checkpoint")!.TextContent.Trim());
        Assert.Single(_browser.Html.Scripts);
    }

    [Fact]
    public async Task One_verification_runs_at_a_time()
    {
        await _fixture.Services.GetRequiredService<IDatabase>().WriteAsync(Runner.PrepareAsync);
        await _browser.GoAsync(Path);
        await _browser.SubmitAsync("main form");

        Assert.Equal(HttpStatusCode.Conflict, _browser.Status);
        Assert.Contains("A verification is running already.", _browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checkpoints_are_shown_page_by_page()
    {
        for (var i = 0; i < 21; i++)
        {
            await _browser.GoAsync("/events");
            await MakeCheckpointAsync();
        }

        await _browser.GoAsync(Path);
        Assert.Equal(20, _browser.Html.QuerySelectorAll(".checkpoints tbody tr").Length);
        await _browser.GoAsync(_browser.Html.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Single(_browser.Html.QuerySelectorAll(".checkpoints tbody tr"));
    }

    [Theory]
    [InlineData(Path + "/checkpoints/7", HttpStatusCode.NotFound)]
    [InlineData(Path + "/checkpoints/x", HttpStatusCode.NotFound)]
    [InlineData(Path + "/key", HttpStatusCode.NotFound)]
    [InlineData(Path + "?before=x", HttpStatusCode.OK)]
    [InlineData(Path + "?before=99999999999", HttpStatusCode.OK)]
    public async Task What_is_not_there_is_not_found(string path, HttpStatusCode status)
    {
        await _browser.GoAsync(path);

        Assert.Equal(status, _browser.Status);
    }

    [Fact]
    public async Task It_is_for_administrators_of_the_installation_alone()
    {
        var persona = await _fixture.CreatePersonaAsync(await _fixture.CreateProjectAsync(), "project_admin");
        await _browser.GoAsync(Path);
        using var browser = new ConsoleBrowser(_fixture);
        await browser.SignInAsync(persona.UserName, persona.Password);
        foreach (var path in new[] { Path, Path + "/key", Path + "/checkpoints/1" })
        {
            await browser.GoAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
            Assert.Contains("administrators of the installation", browser.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_kind_of_damage_has_its_words() =>
        Assert.All(
            Enum.GetValues<DamageKind>().Select(static kind => new TrailDamage(kind, 1, 1, null, null, "").KindText),
            static kind => Assert.NotEqual(kind, DamageTexts.Of(kind).English));

    private async Task MakeCheckpointAsync()
    {
        await _fixture.Services.GetRequiredService<TrailChain>().SealAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await _fixture.Services.GetRequiredService<CheckpointMaker>().MakeAsync(TimeSpan.Zero, TestContext.Current.CancellationToken));
    }
}
