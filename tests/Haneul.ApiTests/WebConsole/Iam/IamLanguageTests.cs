namespace Haneul.ApiTests.WebConsole.Iam;

public sealed class IamLanguageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Every_page_is_Korean_throughout()
    {
        var (account, _) = await fixture.MakeServiceAccountAsync();
        var group = await fixture.MakeAsync("group", fixture.NewName("group-"));
        var (project, user) = (fixture.Bootstrap.ProjectId, fixture.Bootstrap.UserId);
        using var browser = await IamBrowsing.AdminAsync(fixture);
        browser.Headers["Accept-Language"] = "ko";
        string[] paths =
        [
            "/iam/projects", "/iam/projects/new", $"/iam/projects/{project}", $"/iam/projects/{project}?view=effective", $"/iam/projects/{project}/edit",
            $"/iam/projects/{project}/state", $"/iam/projects/{project}/delete", $"/iam/projects/{project}/members/new", $"/iam/projects/{project}/members/users/{user}",
            "/iam/users", "/iam/users?q=nothing-at-all", "/iam/users/new", $"/iam/users/{user}", $"/iam/users/{user}/edit", $"/iam/users/{user}/state", $"/iam/users/{user}/password",
            $"/iam/users/{user}/delete", $"/iam/organisation/members/users/{user}",
            "/iam/groups", "/iam/groups/new", $"/iam/groups/{group}", $"/iam/groups/{group}/edit", $"/iam/groups/{group}/delete", $"/iam/groups/{group}/members/new",
            $"/iam/groups/{group}/members/{user}/remove",
            "/iam/service-accounts", "/iam/service-accounts/new", $"/iam/service-accounts/{account}", $"/iam/service-accounts/{account}/edit", $"/iam/service-accounts/{account}/state",
            $"/iam/service-accounts/{account}/delete", $"/iam/service-accounts/{account}/access-keys/new", $"/iam/service-accounts/{account}/s3-keys/new",
            "/iam/roles",
        ];
        foreach (var path in paths)
        {
            await browser.OpenAsync(path);
            Assert.Equal("ko", browser.Html.DocumentElement.GetAttribute("lang"));
            browser.AssertKorean(path);
        }
    }

    [Fact]
    public async Task Refusals_are_Korean_too()
    {
        using var browser = await IamBrowsing.WithRolesAsync(fixture, "project_reader");
        browser.Headers["Accept-Language"] = "ko";
        foreach (var path in (string[])["/iam/users", "/iam/groups/new", "/iam/service-accounts", "/iam/roles", $"/iam/projects/{fixture.Bootstrap.ProjectId}/members/new"])
        {
            await browser.GoAsync(path);
            Assert.Equal(403, (int)browser.Status);
            browser.AssertKorean(path);
        }
    }

    [Fact]
    public async Task Wrong_forms_are_told_in_Korean()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        browser.Headers["Accept-Language"] = "ko";
        await browser.OpenAsync("/iam/users/new");
        await browser.SubmitAsync(IamBrowsing.Form, ("name", "someone"), ("password", "short"), ("again", "short"));
        browser.AssertKorean("a weak password");
        await browser.OpenAsync("/iam/service-accounts/new");
        await browser.SubmitAsync(IamBrowsing.Form, ("name", "Not A Name"));
        browser.Html.QuerySelector("#field-name")!.SetAttribute("value", "");
        browser.AssertKorean("a wrong name");
        await browser.OpenAsync($"/iam/users/{fixture.Bootstrap.UserId}/state");
        await browser.SubmitAsync(IamBrowsing.Form);
        browser.AssertKorean("the last administrator");
    }

    [Fact]
    public async Task The_roles_of_the_product_are_all_explained()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync("/iam/roles");
        var rows = browser.Html.QuerySelectorAll("tbody tr").ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.NotEmpty(row.Children[1].TextContent.Trim()));
        var admin = Assert.Single(rows, row => row.Children[0].TextContent.Trim() == "project_admin");
        Assert.Contains("project_member", admin.Children[2].TextContent, StringComparison.Ordinal);
    }
}
