using System.Net;
using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.AccessKeys;

/// <summary>Issuing an access key (seed 1: profile, Credentials).</summary>
public sealed class NewAccessKeyPageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Path = "/access-keys/new";

    [Fact]
    public async Task A_key_is_made_with_what_was_typed_and_signs_in()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member", "secrets_manager_viewer");
        using var _ = browser;
        await browser.SeeAsync(Path);

        await browser.SubmitAsync(ConsolePeople.Form, ("name", "배포"), ("description", "빌드 서버"), ("expires", "2026-12-31T23:59"), ("roles", "secrets_manager_viewer"));

        var (id, secret) = KeyOf(browser);
        var (_, key) = await fixture.CallAsync(
            HttpMethod.Get, $"/identity/v3/users/{persona.UserId}/application_credentials/{id}", await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId));
        key = key.GetProperty("application_credential");
        Assert.Equal(("배포", "빌드 서버"), (key.GetProperty("name").GetString(), key.GetProperty("description").GetString()));
        Assert.StartsWith("2026-12-31T23:59:00", key.GetProperty("expires_at").GetString(), StringComparison.Ordinal);
        Assert.Equal("secrets_manager_viewer", Assert.Single(key.GetProperty("roles").EnumerateArray()).GetProperty("name").GetString());
        Assert.NotEmpty(await fixture.SignInAsync(id, secret));
    }

    [Fact]
    public async Task The_secret_is_shown_once_and_never_again()
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var __ = browser;
        var (id, secret) = await CreateAsync(browser, "once");
        Assert.Equal("no-store", browser.Response.Headers.CacheControl!.ToString());

        foreach (var path in new[] { "/access-keys", $"/access-keys/{id}", $"/access-keys/{id}/delete", "/", "/search?q=once" })
        {
            await browser.SeeAsync(path);
            Assert.DoesNotContain(secret, browser.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Opening_the_answer_again_makes_no_second_key()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        await browser.SeeAsync(Path);
        using var form = browser.Fill(ConsolePeople.Form, ("name", "twice"));
        var body = await form.Content!.ReadAsStringAsync();
        await browser.SendAsync(form);
        var (_, secret) = KeyOf(browser);

        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.DoesNotContain(secret, browser.Body, StringComparison.Ordinal);
        await browser.SeeAsync("/access-keys");
        Assert.Equal(2, browser.Html.QuerySelectorAll("main tbody tr").Length);
        Assert.NotEmpty(persona.AccessKeyId);
    }

    [Fact]
    public async Task The_files_hold_the_key_and_where_to_use_it()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var (id, secret) = await CreateAsync(browser, "files");
        var environment = FileOf(browser, "haneul.env");
        using var json = JsonDocument.Parse(FileOf(browser, "haneul-access-key.json"));

        Assert.Contains($"KAKAOCLOUD_APPLICATION_CREDENTIAL_ID={id}\n", environment, StringComparison.Ordinal);
        Assert.Contains($"OS_APPLICATION_CREDENTIAL_SECRET={secret}\n", environment, StringComparison.Ordinal);
        Assert.Equal((id, secret, "files"), (Text("access_key_id"), Text("access_key_secret"), Text("access_key_name")));
        Assert.Equal((persona.UserId, persona.ProjectId), (Text("user_id"), Text("project_id")));
        var host = browser.Host["console.".Length..];
        Assert.Equal($"http://iam.{host}:{fixture.Http.BaseAddress!.Port}/identity/v3", Text("auth_url"));

        string? Text(string name) => json.RootElement.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_commands_issue_a_token_when_they_are_run(int command)
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var __ = browser;
        await CreateAsync(browser, "it's \"mine\" $HOME `id` \\ 하늘");
        var text = browser.Html.QuerySelectorAll("main pre code")[command].TextContent;

        var answer = await Shell.RunAsync(fixture, text);

        Assert.Contains(" 201 ", answer, StringComparison.Ordinal);
        Assert.Contains("X-Subject-Token: ", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_wrong_is_told_beside_the_field_with_what_was_typed_kept()
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var __ = browser;
        await browser.SeeAsync(Path);

        await browser.SubmitAsync(ConsolePeople.Form, ("name", " "), ("description", "kept"), ("expires", "tomorrow"), ("roles", "project_member"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("This field is required.", browser.ErrorAt("name"));
        Assert.Equal("Enter a date and a time.", browser.ErrorAt("expires"));
        Assert.Equal("kept", browser.TypedIn("description"));
        Assert.NotNull(browser.Html.QuerySelector("input[name=roles][value=project_member][checked]"));
    }

    [Theory]
    [InlineData("name", "key")]
    [InlineData("expires", "2020-01-01T00:00")]
    public async Task What_the_API_refuses_stands_beside_the_field_in_Korean(string field, string value)
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var __ = browser;
        browser.Headers["Accept-Language"] = "ko";
        await browser.SeeAsync(Path);

        await browser.SubmitAsync(ConsolePeople.Form, ("name", field == "name" ? value : "새 키"), ("expires", field == "expires" ? value : ""));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Matches("[가-힣]", browser.ErrorAt(field) ?? "");
        Assert.DoesNotMatch("[A-Za-z]", browser.ErrorAt(field) ?? "");
        Assert.Equal(value, browser.TypedIn(field));
    }

    [Fact]
    public async Task The_expiry_is_read_in_the_persons_time_zone()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        browser.Cookies["haneul-zone"] = "Asia/Seoul";
        await browser.SeeAsync(Path);
        Assert.True(browser.Has("Asia/Seoul"));

        await browser.SubmitAsync(ConsolePeople.Form, ("name", "seoul"), ("expires", "2026-12-31T09:00"));

        var (_, keys) = await fixture.CallAsync(
            HttpMethod.Get, $"/identity/v3/users/{persona.UserId}/application_credentials?name=seoul", await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId));
        Assert.StartsWith("2026-12-31T00:00:00", keys.GetProperty("application_credentials")[0].GetProperty("expires_at").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_roles_that_the_person_has_are_offered_and_no_other_is_taken()
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var __ = browser;
        await browser.SeeAsync(Path);
        Assert.Equal(["project_member", "project_reader"], browser.Html.QuerySelectorAll("input[name=roles]").Select(static box => box.GetAttribute("value")).Where(static role => role!.StartsWith("project_", StringComparison.Ordinal)));

        await browser.SubmitAsync(ConsolePeople.Form, ("name", "greedy"), ("roles", "project_admin"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        await browser.SeeAsync("/access-keys");
        Assert.False(browser.Has("greedy"));
    }

    [Fact]
    public async Task Whoever_has_as_many_as_a_user_may_have_is_told_so()
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var __ = browser;
        browser.Headers["Accept-Language"] = "ko";
        await CreateAsync(browser, "second");
        await browser.SeeAsync(Path);

        await browser.SubmitAsync(ConsolePeople.Form, ("name", "third"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("개수를 초과했습니다", browser.Html.QuerySelector("main .problem")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("third", browser.TypedIn("name"));
    }

    [Fact]
    public async Task It_takes_the_password_again_after_a_while()
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var __ = browser;
        await browser.SeeAsync(Path);
        fixture.Time.Advance(TimeSpan.FromMinutes(11));

        await browser.SubmitAsync(ConsolePeople.Form, ("name", "late"));

        Assert.Equal("/confirm?return=%2Faccess-keys%2Fnew", browser.Location);
    }

    [Fact]
    public async Task The_event_stands_on_the_trail()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var place = await TrailReading.LastAsync(fixture);
        await CreateAsync(browser, "told");

        Assert.Contains(("User Access Key Create", 201), await fixture.EventsOfAsync(persona.UserId, place));
    }

    private static async Task<(string Id, string Secret)> CreateAsync(ConsoleBrowser browser, string name)
    {
        await browser.SeeAsync(Path);
        await browser.SubmitAsync(ConsolePeople.Form, ("name", name));
        return KeyOf(browser);
    }

    private static (string Id, string Secret) KeyOf(ConsoleBrowser browser)
    {
        Assert.True(browser.Status == HttpStatusCode.OK, $"{(int)browser.Status} {browser.Text}");
        var shown = browser.Html.QuerySelectorAll("main dd .copyable code").Select(static code => code.TextContent).ToList();
        return (shown[0], shown[1]);
    }

    private static string FileOf(ConsoleBrowser browser, string name)
    {
        var address = browser.Html.QuerySelector($"a[download='{name}']")!.GetAttribute("href")!;
        return Uri.UnescapeDataString(address[(address.IndexOf(',', StringComparison.Ordinal) + 1)..]);
    }
}
