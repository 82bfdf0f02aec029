using System.Net;

namespace Haneul.ApiTests.WebConsole.Iam;

public sealed class ServiceAccountPagesTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task A_service_account_is_created_with_a_key_whose_secret_signs_in_and_is_shown_once()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        var name = fixture.NewName("bot");
        await browser.DoAsync("/iam/service-accounts/new", ("name", name), ("roles", "secrets_manager_viewer"));
        Assert.Equal($"{name}-default@kc.serviceaccount.com", browser.Html.QuerySelector("h1")!.TextContent);
        var page = browser.Html.Body!.GetAttribute("data-page")!;

        await browser.OpenAsync(page + "/access-keys/new");
        await browser.SubmitAsync(IamBrowsing.Form, ("name", "pipeline"));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        var codes = browser.Html.QuerySelectorAll("dl code").Select(code => code.TextContent).ToList();
        Assert.NotEmpty(await fixture.SignInAsync(codes[0], codes[1]));

        await browser.OpenAsync(page);
        Assert.Contains(codes[0], browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(codes[1], browser.Body, StringComparison.Ordinal);

        await browser.DoAsync($"{page}/access-keys/{codes[0]}/delete", ("confirmation", "pipeline"));
        Assert.DoesNotContain(codes[0], browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_S3_key_is_created_with_its_secret_shown_once_and_deleted()
    {
        var (account, _) = await fixture.MakeServiceAccountAsync();
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync($"/iam/service-accounts/{account}/s3-keys/new");
        await browser.SubmitAsync(IamBrowsing.Form);
        var codes = browser.Html.QuerySelectorAll("dl code").Select(code => code.TextContent).ToList();
        Assert.Equal(2, codes.Count);

        await browser.OpenAsync($"/iam/service-accounts/{account}");
        Assert.Contains(codes[0], browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(codes[1], browser.Body, StringComparison.Ordinal);
        await browser.DoAsync($"/iam/service-accounts/{account}/s3-keys/{codes[0]}/delete", ("confirmation", codes[0]));
        Assert.DoesNotContain(codes[0], browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_account_is_described_deactivated_activated_and_deleted()
    {
        var (account, name) = await fixture.MakeServiceAccountAsync();
        using var browser = await IamBrowsing.AdminAsync(fixture);
        var page = $"/iam/service-accounts/{account}";
        await browser.DoAsync(page + "/edit", ("description", IamBrowsing.Script));
        Assert.DoesNotContain(IamBrowsing.Script, browser.Body, StringComparison.Ordinal);
        Assert.Contains(IamBrowsing.Script, browser.Text, StringComparison.Ordinal);

        await browser.DoAsync(page + "/state");
        Assert.Contains("Inactive", browser.Text, StringComparison.Ordinal);
        await browser.DoAsync(page + "/state");
        Assert.DoesNotContain("Inactive", browser.Text, StringComparison.Ordinal);
        await browser.DoAsync(page + "/delete", ("confirmation", name));
        await browser.GoAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task A_wrong_name_is_told_beside_the_field_and_the_roles_stay_checked()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync("/iam/service-accounts/new");
        await browser.SubmitAsync(IamBrowsing.Form, ("name", "Not A Name"), ("roles", "kms_user"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector("#field-name-error"));
        Assert.Equal("Not A Name", browser.Html.QuerySelector("#field-name")!.GetAttribute("value"));
        Assert.NotNull(browser.Html.QuerySelector("input[value=kms_user][checked]"));
    }

    [Theory]
    [InlineData("project_admin", true, true)]
    [InlineData("iam_project_admin", true, true)]
    [InlineData("iam_project_viewer", true, false)]
    [InlineData("project_member", false, false)]
    public async Task Roles_in_the_project_decide_who_sees_and_who_changes_service_accounts(string role, bool maySee, bool mayChange)
    {
        var (account, _) = await fixture.MakeServiceAccountAsync();
        using var browser = await IamBrowsing.WithRolesAsync(fixture, role);
        await browser.GoAsync("/iam/service-accounts");
        Assert.Equal(maySee ? HttpStatusCode.OK : HttpStatusCode.Forbidden, browser.Status);
        Assert.Equal(maySee, browser.Html.QuerySelector("nav a[href='/iam/service-accounts']") is not null);
        Assert.Equal(mayChange, browser.Html.QuerySelector("a[href='/iam/service-accounts/new']") is not null);
        foreach (var action in (string[])["edit", "state", "delete", "access-keys/new", "s3-keys/new"])
        {
            await browser.GoAsync($"/iam/service-accounts/{account}/{action}");
            Assert.Equal(mayChange ? HttpStatusCode.OK : HttpStatusCode.Forbidden, browser.Status);
        }
    }

    [Fact]
    public async Task An_account_of_another_project_does_not_exist_here()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.GoAsync("/iam/service-accounts/00000000000000000000000000000000");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }
}
