using System.Net;

namespace Haneul.ApiTests.WebConsole.Iam;

public sealed class ProjectPagesTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task A_project_is_created_changed_disabled_enabled_and_deleted()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        var name = fixture.NewName("project-");
        await browser.DoAsync("/iam/projects/new", ("name", name), ("description", "what it is for"));
        var page = browser.Html.Body!.GetAttribute("data-page")!;
        Assert.Contains("what it is for", browser.Text, StringComparison.Ordinal);

        await browser.DoAsync(page + "/edit", ("description", "another purpose"));
        Assert.Contains("another purpose", browser.Text, StringComparison.Ordinal);

        await browser.DoAsync(page + "/state");
        Assert.Contains("is disabled", browser.Text, StringComparison.Ordinal);
        await browser.DoAsync(page + "/state");
        Assert.Contains("is enabled", browser.Text, StringComparison.Ordinal);

        await browser.DoAsync(page + "/delete", ("confirmation", name));
        Assert.DoesNotContain(browser.Html.QuerySelectorAll("td a"), link => link.TextContent == name);
    }

    [Fact]
    public async Task A_taken_name_is_told_beside_the_field_and_what_was_typed_stays()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync("/iam/projects/new");
        await browser.SubmitAsync(IamBrowsing.Form, ("name", "default"), ("description", "kept"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("taken", browser.Html.QuerySelector("#field-name-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("kept", browser.Html.QuerySelector("#field-description")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Deleting_asks_for_the_name()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        var id = await fixture.CreateProjectAsync();
        await browser.OpenAsync($"/iam/projects/{id}/delete");
        await browser.SubmitAsync(IamBrowsing.Form, ("confirmation", "something else"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        await browser.OpenAsync($"/iam/projects/{id}");
    }

    [Theory]
    [InlineData("state")]
    [InlineData("delete")]
    [InlineData("members/new")]
    public async Task What_is_dangerous_asks_for_the_password_first(string action)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        fixture.Time.Advance(TimeSpan.FromMinutes(11));
        await browser.GoAsync($"/iam/projects/{fixture.Bootstrap.ProjectId}/{action}");

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.StartsWith("/confirm?return=", browser.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_no_role_on_the_organisation_sees_their_own_projects_and_no_way_to_create_one()
    {
        var other = await fixture.CreateProjectAsync(fixture.NewName("hidden-"));
        using var browser = await IamBrowsing.WithRolesAsync(fixture, "project_member");
        await browser.OpenAsync("/iam/projects");
        Assert.NotNull(browser.Html.QuerySelector($"td a[href='/iam/projects/{fixture.Bootstrap.ProjectId}']"));
        Assert.Null(browser.Html.QuerySelector($"td a[href='/iam/projects/{other}']"));
        Assert.Null(browser.Html.QuerySelector("a[href='/iam/projects/new']"));

        await browser.GoAsync("/iam/projects/new");
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        Assert.Contains("org_admin", browser.Text, StringComparison.Ordinal);
        await browser.GoAsync($"/iam/projects/{other}");
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
    }

    [Theory]
    [InlineData("org_admin", true)]
    [InlineData("iam_org_admin", true)]
    [InlineData("org_reader", false)]
    [InlineData("iam_org_viewer", false)]
    public async Task Roles_on_the_organisation_decide_who_creates_projects(string role, bool mayCreate)
    {
        using var browser = await IamBrowsing.WithOrganisationRoleAsync(fixture, role);
        await browser.OpenAsync("/iam/projects");
        Assert.Equal(mayCreate, browser.Html.QuerySelector("a[href='/iam/projects/new']") is not null);
        await browser.OpenAsync($"/iam/projects/{fixture.Bootstrap.ProjectId}");
        Assert.NotNull(browser.Html.QuerySelector("table"));

        await browser.GoAsync("/iam/projects/new");
        Assert.Equal(mayCreate ? HttpStatusCode.OK : HttpStatusCode.Forbidden, browser.Status);
    }

    [Fact]
    public async Task Pages_of_people_leave_no_failed_sign_in_of_somebody_without_a_role_on_the_organisation()
    {
        using var browser = await IamBrowsing.WithRolesAsync(fixture, "project_member");
        var before = await FailuresAsync();
        await browser.GoAsync("/iam/users");
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);

        Assert.Equal(before, await FailuresAsync());
    }

    private async Task<int> FailuresAsync()
    {
        var count = 0;
        foreach (var result in (string[])["refused", "failed"])
        {
            var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?event_category=organisation&result={result}&limit=100", await fixture.AdminTokenAsync());
            Assert.Equal(200, status);
            count += body.GetProperty("events").GetArrayLength();
        }

        return count;
    }
}
