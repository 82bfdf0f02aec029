using System.Net;

namespace Haneul.ApiTests.WebConsole.Secrets;

public sealed class SecretRoleTests(SecretsWorld world) : IClassFixture<SecretsWorld>
{
    [Theory]
    [InlineData("project_admin", true, true, true)]
    [InlineData("project_member", true, true, true)]
    [InlineData("secrets_manager_manager", true, true, true)]
    [InlineData("secrets_manager_writer", false, true, false)]
    [InlineData("secrets_manager_viewer", false, false, false)]
    [InlineData("project_reader", false, false, false)]
    public async Task Each_role_sees_what_it_may_do_and_is_refused_the_rest(string role, bool manages, bool stores, bool reads)
    {
        var name = world.NewName("roles");
        var id = await world.StoreAsync(name, "canary-of-roles");
        using var browser = await world.SignedInAsAsync(role);

        await browser.GoAsync("/secrets");
        Assert.Contains(name, browser.Text, StringComparison.Ordinal);
        Assert.Equal(manages, browser.Html.QuerySelector("a[href='/secrets/new']") is not null);
        Assert.Equal(reads, browser.Html.QuerySelector("a[href='/secrets/export']") is not null);

        await browser.GoAsync($"/secrets/{id}");
        Assert.Equal(stores, browser.Html.QuerySelector("a[href$='/versions/new']") is not null);
        Assert.Equal(reads, browser.Html.QuerySelector("a[href$='/versions/1/value']") is not null);
        Assert.Equal(reads, browser.Html.QuerySelector("form.copy-value") is not null);
        Assert.Equal(manages, browser.Html.QuerySelector("form[action$='/deactivate']") is not null);
        Assert.Equal(manages, browser.Html.QuerySelector("form.pin-form") is not null);
        Assert.Equal(manages, browser.Html.QuerySelector("a[href$='/edit']") is not null);

        await browser.GoAsync("/secrets/new");
        Assert.Equal(manages ? HttpStatusCode.OK : HttpStatusCode.Forbidden, browser.Status);
        await browser.GoAsync($"/secrets/{id}/versions/new");
        Assert.Equal(stores ? HttpStatusCode.OK : HttpStatusCode.Forbidden, browser.Status);
        await browser.GoAsync("/secrets/import");
        Assert.Equal(manages ? HttpStatusCode.OK : HttpStatusCode.Forbidden, browser.Status);

        await browser.GoAsync($"/secrets/{id}/versions/1/value");
        Assert.Equal(reads ? HttpStatusCode.OK : HttpStatusCode.Forbidden, browser.Status);
        if (reads)
        {
            await browser.SubmitAsync("main form.card");
        }

        Assert.Equal(reads, browser.Body.Contains("canary-of-roles", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_of_somebody_whose_role_is_gone_changes_nothing()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        var person = await world.CreatePersonaAsync(world.Bootstrap.ProjectId, "secrets_manager_manager");
        await world.AssignRoleAsync(world.Bootstrap.ProjectId, person.UserId, "secrets_manager_viewer");
        using var browser = new ConsoleBrowser(world);
        await browser.SignInAsync(person.UserName, person.Password);
        await browser.GoAsync($"/secrets/{id}");
        await world.UnassignRoleAsync(world.Bootstrap.ProjectId, person.UserId, "secrets_manager_manager");

        await browser.SubmitAsync("form[action$='/versions/1/deactivate']");

        Assert.NotEqual(HttpStatusCode.OK, browser.Status);
        Assert.Equal("Active", (await world.VersionAsync(id, 1)).Status);
    }

    [Fact]
    public async Task Without_the_right_to_see_secrets_the_navigation_has_none_and_the_page_refuses()
    {
        using var browser = await world.SignedInAsAsync("kms_manager");

        Assert.Null(browser.Html.QuerySelector("nav a[href='/secrets']"));
        await browser.GoAsync("/secrets");

        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
    }
}
