using System.Net;

namespace Haneul.ApiTests.WebConsole.Iam;

public sealed class GroupPagesTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task A_group_is_created_gets_and_loses_a_member_and_goes()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        var (name, member) = (fixture.NewName("group-"), fixture.NewName("user-"));
        var user = await fixture.MakeAsync("user", member);
        await browser.DoAsync("/iam/groups/new", ("name", name), ("description", "a team"));
        var page = browser.Html.Body!.GetAttribute("data-page")!;

        await browser.DoAsync(page + "/members/new", ("who", member));
        Assert.NotNull(browser.Html.QuerySelector($"td a[href='/iam/users/{user}']"));
        await browser.OpenAsync($"/iam/users/{user}");
        Assert.Contains(name, browser.Text, StringComparison.Ordinal);

        await browser.DoAsync($"{page}/members/{user}/remove");
        Assert.Null(browser.Html.QuerySelector($"td a[href='/iam/users/{user}']"));
        await browser.DoAsync(page + "/edit", ("description", "another team"));
        Assert.Contains("another team", browser.Text, StringComparison.Ordinal);
        await browser.DoAsync(page + "/delete", ("confirmation", name));
        await browser.GoAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task A_service_account_in_no_group_and_an_unknown_user_are_told()
    {
        var group = await fixture.MakeAsync("group", fixture.NewName("group-"));
        var (account, _) = await fixture.MakeServiceAccountAsync();
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync($"/iam/groups/{group}/members/new");
        await browser.SubmitAsync(IamBrowsing.Form, ("who", "no such user"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("no such user", browser.Html.QuerySelector("#field-who")!.GetAttribute("value"));

        await browser.SubmitAsync(IamBrowsing.Form, ("who", account));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector("#field-who-error"));
    }

    [Fact]
    public async Task Names_with_script_are_text()
    {
        var group = await fixture.MakeAsync("group", IamBrowsing.Script);
        using var browser = await IamBrowsing.AdminAsync(fixture);
        foreach (var path in (string[])["/iam/groups", $"/iam/groups/{group}", $"/iam/groups/{group}/edit", $"/iam/groups/{group}/delete", $"/iam/groups/{group}/members/new"])
        {
            await browser.OpenAsync(path);
            Assert.DoesNotContain(IamBrowsing.Script, browser.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_reader_of_the_organisation_sees_groups_and_changes_none()
    {
        var group = await fixture.MakeAsync("group", fixture.NewName("group-"));
        using var browser = await IamBrowsing.WithOrganisationRoleAsync(fixture, "org_reader");
        await browser.OpenAsync($"/iam/groups/{group}");
        Assert.Empty(browser.Html.QuerySelectorAll(".heading .actions a"));
        foreach (var action in (string[])["edit", "delete", "members/new", $"members/{fixture.Bootstrap.UserId}/remove"])
        {
            await browser.GoAsync($"/iam/groups/{group}/{action}");
            Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        }
    }
}
