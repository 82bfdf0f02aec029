using System.Net;
using Haneul.ApiTests.WebConsole.Secrets;

namespace Haneul.ApiTests.WebConsole.Roles;

/// <summary>Whoever is refused something is one link away from why.</summary>
public sealed class RefusalLinkTests(SecretsWorld world) : IClassFixture<SecretsWorld>
{
    private const string Link = "main a[href^='/iam/decisions?']";

    [Theory]
    [InlineData("project_reader", "/secrets/new", "secrets-manager.CreateSecret")]
    [InlineData("project_reader", "/keys/new", "kms.CreateUserKey")]
    [InlineData("project_reader", "/settings/log-storage/edit", "cloud-trail.SetLogStorage")]
    [InlineData("kms_viewer", "/events", "cloud-trail.ListEvents")]
    [InlineData("kms_viewer", "/events/export", "cloud-trail.ExportEvents")]
    [InlineData("kms_viewer", "/settings/installation", "config.GetInstallation")]
    public async Task A_page_that_is_refused_leads_to_why(string role, string path, string operation)
    {
        using var browser = await world.SignedInAsAsync(role);
        await browser.GoAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        Assert.Contains($"operation={operation}&project={world.Bootstrap.ProjectId}", browser.Html.QuerySelector(Link)!.GetAttribute("href"), StringComparison.Ordinal);
        await browser.GoAsync(browser.Html.QuerySelector(Link)!.GetAttribute("href")!);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains(operation, browser.Text, StringComparison.Ordinal);
        Assert.NotNull(browser.Html.QuerySelector("#answer.bad"));
    }

    [Theory]
    [InlineData("/iam/users", "iam.ListUsers")]
    [InlineData("/iam/users/new", "iam.CreateUser")]
    [InlineData("/iam/users/none", "iam.GetUser")]
    [InlineData("/iam/users/none/delete", "iam.GetUser")]
    [InlineData("/iam/groups", "iam.ListGroups")]
    [InlineData("/iam/groups/new", "iam.CreateGroup")]
    [InlineData("/iam/groups/none", "iam.GetGroup")]
    [InlineData("/iam/projects/new", "iam.CreateProject")]
    [InlineData("/iam/organisation/members/users/none", "iam.AssignDomainUserRole")]
    [InlineData("/iam/organisation/members/groups/none", "iam.AssignDomainGroupRole")]
    public async Task A_page_of_the_organisation_that_is_refused_leads_to_why(string path, string operation)
    {
        var (browser, persona) = await world.PersonAsync("project_member");
        using var _ = browser;
        await FollowToWhyAsync(browser, path, $"user={persona.UserId}&operation={operation}&organisation={world.Bootstrap.DomainId}");
    }

    [Theory]
    [InlineData("/iam/users/{0}/edit", "iam.UpdateUser")]
    [InlineData("/iam/users/{0}/delete", "iam.DeleteUser")]
    public async Task Whoever_only_sees_the_organisation_is_led_to_why_they_may_not_change_it(string path, string operation)
    {
        var (other, target) = await world.PersonAsync("project_member");
        other.Dispose();
        using var browser = await Iam.IamBrowsing.WithOrganisationRoleAsync(world, "reader");
        await FollowToWhyAsync(browser, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, target.UserId), $"operation={operation}&organisation={world.Bootstrap.DomainId}");
    }

    [Theory]
    [InlineData("/iam/service-accounts", "iam.ListServiceAccounts")]
    [InlineData("/iam/service-accounts/new", "iam.CreateServiceAccount")]
    [InlineData("/iam/service-accounts/none/s3-keys/new", "iam.CreateServiceAccountS3Key")]
    [InlineData("/iam/projects/{0}/members/new", "iam.AssignProjectUserRole")]
    [InlineData("/iam/projects/{0}/members/groups/none", "iam.AssignProjectGroupRole")]
    public async Task A_page_of_the_projects_people_that_is_refused_leads_to_why(string path, string operation)
    {
        var (browser, persona) = await world.PersonAsync("project_member");
        using var _ = browser;
        var filled = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, persona.ProjectId);
        await FollowToWhyAsync(browser, filled, $"user={persona.UserId}&operation={operation}&project={persona.ProjectId}");
    }

    [Fact]
    public async Task A_project_that_one_is_not_in_leads_to_why()
    {
        var (browser, persona) = await world.PersonAsync("project_member");
        using var _ = browser;
        await FollowToWhyAsync(browser, "/iam/projects/" + world.Bootstrap.ProjectId, $"user={persona.UserId}&operation=iam.GetProject&project={world.Bootstrap.ProjectId}");
    }

    [Fact]
    public async Task A_secret_that_is_for_a_few_leads_to_its_list()
    {
        var id = await world.StoreAsync(world.NewName(), "x", isAccessControlled: true);
        using var browser = await world.SignedInAsAsync("project_member");
        await browser.GoAsync($"/secrets/{id}/edit");
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        Assert.EndsWith("&resource=" + id, browser.Html.QuerySelector(Link)!.GetAttribute("href"), StringComparison.Ordinal);
        await browser.GoAsync(browser.Html.QuerySelector(Link)!.GetAttribute("href")!);

        Assert.NotNull(browser.Html.QuerySelector("#answer.bad"));
        Assert.Contains("secrets-manager.UpdateSecret", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_a_refused_call_leads_to_why_for_those_who_may_ask()
    {
        var reader = await world.CreatePersonaAsync(world.Bootstrap.ProjectId, "project_reader");
        var (status, _) = await world.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", reader.Token, """{"secret":{"name":"x","secret_data":"x"}}""");
        Assert.Equal(403, status);
        var (_, found) = await world.CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?limit=1&event_name=Create%20Secret&user_id={reader.UserId}", await world.AdminTokenAsync());
        var path = "/events/" + found.GetProperty("events")[0].GetProperty("event_id").GetString();

        using var admin = await world.SignedInAsAsync("project_admin");
        await admin.GoAsync(path);
        var link = admin.Html.QuerySelector(Link)!.GetAttribute("href")!;
        Assert.Contains($"user={reader.UserId}&operation=secrets-manager.CreateSecret&project={world.Bootstrap.ProjectId}", link, StringComparison.Ordinal);
        await admin.GoAsync(link);
        Assert.NotNull(admin.Html.QuerySelector("#answer.bad"));

        using var other = await world.SignedInAsAsync("project_reader");
        await other.GoAsync(path);
        Assert.Equal(HttpStatusCode.OK, other.Status);
        Assert.Null(other.Html.QuerySelector(Link));

        using var self = new ConsoleBrowser(world);
        await self.SignInAsync(reader.UserName, reader.Password);
        await self.GoAsync(path);
        Assert.Contains($"access_key={reader.AccessKeyId}&operation=", self.Html.QuerySelector(Link)!.GetAttribute("href"), StringComparison.Ordinal);
        await self.GoAsync(self.Html.QuerySelector(Link)!.GetAttribute("href")!);
        Assert.NotNull(self.Html.QuerySelector("#answer.bad"));
    }

    [Fact]
    public async Task An_event_of_a_call_that_went_well_leads_to_no_refusal()
    {
        await world.StoreAsync(world.NewName(), "x");
        var (_, found) = await world.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?limit=1&event_name=Create%20Secret&result=success", await world.AdminTokenAsync());
        using var admin = await world.SignedInAsAsync("project_admin");
        await admin.GoAsync("/events/" + found.GetProperty("events")[0].GetProperty("event_id").GetString());

        Assert.Equal(HttpStatusCode.OK, admin.Status);
        Assert.Null(admin.Html.QuerySelector(Link));
    }

    private static async Task FollowToWhyAsync(ConsoleBrowser browser, string path, string question)
    {
        await browser.GoAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        var link = browser.Html.QuerySelector(Link)?.GetAttribute("href");
        Assert.NotNull(link);
        Assert.EndsWith(question, link, StringComparison.Ordinal);
        await browser.GoAsync(link);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector("#answer.bad"));
    }
}
