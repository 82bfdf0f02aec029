using System.Net;
using Haneul.ApiTests.Api.CloudTrail.LogStorage;

namespace Haneul.ApiTests.WebConsole.Settings;

/// <summary>Log storage of a project.</summary>
public sealed class LogStoragePageTests(SettingsFixture fixture) : IClassFixture<SettingsFixture>
{
    private const string Page = "/settings/log-storage";

    [Fact]
    public async Task A_project_without_it_is_taught_how_to_begin()
    {
        using var browser = await fixture.PersonAsync("project_admin");
        await browser.GoAsync(Page);

        Assert.NotNull(browser.Html.QuerySelector(".empty a[href='/settings/log-storage/edit']"));
        Assert.Contains("curl -X PUT", browser.Text, StringComparison.Ordinal);
        Assert.Contains("365 days", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_set_tested_and_switched_off_and_its_secret_is_never_shown()
    {
        fixture.Buckets.Reset();
        fixture.Buckets.Refusal = null;
        using var browser = await fixture.PersonAsync("project_member");
        await SetAsync(browser);
        Assert.Equal(Page, browser.Location);
        await browser.FollowAsync();
        Assert.Contains(FakeBucketService.Bucket, browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeBucketService.Secret, browser.Body, StringComparison.Ordinal);

        fixture.Time.Advance(TimeSpan.FromSeconds(6)); // The API takes a test every five seconds.
        await browser.SubmitAsync("form[action='/settings/log-storage/test']");
        Assert.Contains("connection-test.txt was written", browser.Text, StringComparison.Ordinal);
        Assert.Single(fixture.Buckets.Puts, static name => name.EndsWith("connection-test.txt", StringComparison.Ordinal));

        await browser.GoAsync(Page + "/edit");
        Assert.Equal(FakeBucketService.Bucket, browser.ValueOf("bucket"));
        Assert.DoesNotContain(FakeBucketService.Secret, browser.Body, StringComparison.Ordinal);
        await browser.SubmitAsync("main form", ("interval", "10"));
        Assert.Equal(Page, browser.Location);

        await browser.GoAsync(Page + "/disable");
        await browser.SubmitAsync("main form", ("confirmation", "another"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        await browser.SubmitAsync("main form", ("confirmation", FakeBucketService.Bucket));
        Assert.Equal(Page, browser.Location);
        await browser.FollowAsync();
        Assert.NotNull(browser.Html.QuerySelector(".empty"));
    }

    [Fact]
    public async Task A_test_that_fails_tells_why()
    {
        fixture.Buckets.Reset();
        fixture.Buckets.Refusal = null;
        using var browser = await fixture.PersonAsync("project_admin");
        await SetAsync(browser);
        await browser.FollowAsync();
        fixture.Buckets.Refusal = (404, "NoSuchBucket");
        await browser.SubmitAsync("form[action='/settings/log-storage/test']");

        Assert.Contains("The bucket does not exist.", browser.Html.QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_input_is_told_beside_its_field_and_kept_but_for_the_secret()
    {
        using var browser = await fixture.PersonAsync("project_admin");
        await browser.GoAsync(Page + "/edit");
        await browser.SubmitAsync("main form", ("endpoint", "<script>alert(1)</script>"), ("region", "kr"), ("bucket", "No Such Name"), ("key_id", "id"), ("secret", "typed-secret"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.StartsWith("Must be the address of a service", browser.ProblemOf("endpoint"), StringComparison.Ordinal);
        Assert.StartsWith("Must be the name of a bucket", browser.ProblemOf("bucket"), StringComparison.Ordinal);
        Assert.Equal("No Such Name", browser.ValueOf("bucket"));
        Assert.DoesNotContain("typed-secret", browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", browser.Body, StringComparison.Ordinal);

        await browser.SubmitAsync("main form", ("endpoint", ""));
        Assert.Equal("This field is required.", browser.ProblemOf("endpoint"));
    }

    [Fact]
    public async Task A_reader_sees_it_and_changes_nothing()
    {
        using var browser = await fixture.PersonAsync("project_reader");
        await browser.GoAsync(Page);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Null(browser.Html.QuerySelector("main a[href='/settings/log-storage/edit']"));

        foreach (var path in new[] { "/edit", "/disable" })
        {
            await browser.GoAsync(Page + path);
            Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        }
    }

    [Fact]
    public async Task In_Korean_its_pages_have_no_English_sentence()
    {
        fixture.Buckets.Reset();
        fixture.Buckets.Refusal = null;
        using var browser = await fixture.PersonAsync("project_admin");
        browser.Headers["Accept-Language"] = "ko";
        await browser.GoAsync(Page);
        Assert.Empty(browser.EnglishSentences());
        await browser.GoAsync(Page + "/edit");
        Assert.Empty(browser.EnglishSentences());
        await browser.SubmitAsync("main form", ("endpoint", "x y"), ("region", "R!"), ("bucket", "A"), ("key_id", "a b"), ("secret", "s"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Empty(browser.EnglishSentences());
        await SetAsync(browser);
        await browser.FollowAsync();
        Assert.Empty(browser.EnglishSentences());
        await browser.GoAsync(Page + "/disable");
        Assert.Empty(browser.EnglishSentences());
    }

    private async Task SetAsync(ConsoleBrowser browser)
    {
        await browser.GoAsync(Page + "/edit");
        await browser.SubmitAsync(
            "main form", ("endpoint", fixture.Buckets.Url), ("region", FakeBucketService.Region), ("bucket", FakeBucketService.Bucket),
            ("key_id", FakeBucketService.KeyId), ("secret", FakeBucketService.Secret));
        Assert.True(browser.Status == HttpStatusCode.SeeOther, browser.Text);
    }
}
