using System.Net;

namespace Haneul.ApiTests.WebConsole.Iam;

public sealed class UserPagesTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Password = "Correct horse 1";

    [Fact]
    public async Task A_user_is_created_signs_in_gets_a_new_password_and_goes()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        var name = fixture.NewName("user-");
        await browser.DoAsync("/iam/users/new", ("name", name), ("email", "user@example.org"), ("password", Password), ("again", Password));
        Assert.Contains("user@example.org", browser.Text, StringComparison.Ordinal);
        var page = browser.Html.Body!.GetAttribute("data-page")!;
        using (var own = new ConsoleBrowser(fixture))
        {
            await own.SignInAsync(name, Password);
        }

        await browser.DoAsync(page + "/password", ("password", "Battery staple 2"), ("again", "Battery staple 2"));
        using (var own = new ConsoleBrowser(fixture))
        {
            await own.SignInAsync(name, "Battery staple 2");
        }

        await browser.DoAsync(page + "/edit", ("name", name + "-renamed"));
        Assert.Equal(name + "-renamed", browser.Html.QuerySelector("h1")!.TextContent);
        await browser.DoAsync(page + "/state");
        Assert.Contains("is disabled", browser.Text, StringComparison.Ordinal);
        await browser.DoAsync(page + "/delete", ("confirmation", name + "-renamed"));
        await browser.GoAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task A_wrong_form_keeps_what_was_typed_but_the_password()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync("/iam/users/new");
        await browser.SubmitAsync(IamBrowsing.Form, ("name", "admin"), ("description", IamBrowsing.Script), ("password", Password), ("again", "another"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector("#field-again-error"));
        Assert.DoesNotContain(Password, browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(IamBrowsing.Script, browser.Body, StringComparison.Ordinal);
        Assert.Equal(IamBrowsing.Script, browser.Html.QuerySelector("#field-description")!.GetAttribute("value"));

        await browser.SubmitAsync(IamBrowsing.Form, ("password", Password), ("again", Password));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector("#field-name-error"));
    }

    [Fact]
    public async Task A_weak_password_is_told_beside_its_field()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync("/iam/users/new");
        await browser.SubmitAsync(IamBrowsing.Form, ("name", fixture.NewName("user-")), ("password", "short"), ("again", "short"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("8 to 128", browser.Html.QuerySelector("#field-password-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_creates_one_user()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        var name = fixture.NewName("once-");
        await browser.OpenAsync("/iam/users/new");
        var form = browser.Fill(IamBrowsing.Form, ("name", name), ("password", Password), ("again", Password));
        var body = await form.Content!.ReadAsStringAsync();
        await browser.SendAsync(form);
        var first = browser.Location;
        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/iam/users/new") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal(first, browser.Location);
    }

    [Fact]
    public async Task Users_are_searched_by_part_of_their_name_and_state()
    {
        var name = fixture.NewName("findme-");
        var user = await fixture.MakeAsync("user", name);
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync($"/iam/users?q={name[2..]}");
        Assert.Equal(name, Assert.Single(browser.Html.QuerySelectorAll("tbody tr td a")).TextContent);
        Assert.Equal($"/iam/users/{user}", browser.Html.QuerySelector("tbody tr td a")!.GetAttribute("href"));

        await browser.OpenAsync($"/iam/users?q={name}&state=disabled");
        Assert.Empty(browser.Html.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task Names_with_script_are_text()
    {
        var user = await fixture.MakeAsync("user", IamBrowsing.Script, """
            ,"description":"<img src=x onerror=alert(1)>"
            """);
        using var browser = await IamBrowsing.AdminAsync(fixture);
        foreach (var path in (string[])["/iam/users", $"/iam/users/{user}", $"/iam/users/{user}/edit", $"/iam/users/{user}/state", $"/iam/users/{user}/delete", $"/iam/organisation/members/users/{user}"])
        {
            await browser.OpenAsync(path);
            Assert.DoesNotContain(IamBrowsing.Script, browser.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", browser.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_last_administrator_is_not_disabled_and_the_page_tells_why()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync($"/iam/users/{fixture.Bootstrap.UserId}/state");
        await browser.SubmitAsync(IamBrowsing.Form);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("administer the installation", browser.Html.QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("project_admin")]
    [InlineData("project_reader")]
    public async Task Whoever_has_roles_in_a_project_alone_is_told_which_role_is_needed(string role)
    {
        using var browser = await IamBrowsing.WithRolesAsync(fixture, role);
        foreach (var path in (string[])["/iam/users", "/iam/users/new", $"/iam/users/{fixture.Bootstrap.UserId}", "/iam/groups", "/iam/groups/new"])
        {
            await browser.GoAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
            Assert.Contains("org_admin", browser.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_reader_of_the_organisation_sees_users_and_changes_none()
    {
        var user = await fixture.MakeAsync("user", fixture.NewName("user-"));
        using var browser = await IamBrowsing.WithOrganisationRoleAsync(fixture, "iam_org_viewer");
        await browser.OpenAsync("/iam/users");
        Assert.Null(browser.Html.QuerySelector("a[href='/iam/users/new']"));
        await browser.OpenAsync($"/iam/users/{user}");
        Assert.Empty(browser.Html.QuerySelectorAll(".heading .actions a"));
        foreach (var action in (string[])["edit", "state", "password", "delete"])
        {
            await browser.GoAsync($"/iam/users/{user}/{action}");
            Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        }
    }
}
