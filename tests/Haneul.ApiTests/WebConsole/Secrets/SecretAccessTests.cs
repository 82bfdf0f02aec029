using System.Net;

namespace Haneul.ApiTests.WebConsole.Secrets;

public sealed class SecretAccessTests(SecretsWorld world) : IClassFixture<SecretsWorld>
{
    private const string Form = "main form.card";

    [Fact]
    public async Task Access_control_is_switched_on_with_a_list_after_the_password_and_off_again()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        var person = await world.CreatePersonaAsync(world.Bootstrap.ProjectId, "project_member");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await world.ConfirmAsync(browser, $"/secrets/{id}/access/edit");

        await browser.SubmitAsync(Form, ("access", "true"), ("targets", person.UserId));
        Assert.Equal($"/secrets/{id}/access", browser.Location);
        await browser.FollowAsync();
        Assert.Contains(person.UserName, browser.Text, StringComparison.Ordinal);
        Assert.True((bool)(await world.SecretAsync(id))["is_access_control_enabled"]!);

        await browser.GoAsync($"/secrets/{id}/access/edit");
        Assert.True(browser.Html.QuerySelector($"[name=targets][value='{person.UserId}']")!.HasAttribute("checked"));
        await browser.SubmitAsync(Form, ("access", null), ("targets", null));
        Assert.False((bool)(await world.SecretAsync(id))["is_access_control_enabled"]!);
    }

    [Fact]
    public async Task Whoever_would_lock_themself_out_is_warned_first()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        var person = await world.CreatePersonaAsync(world.Bootstrap.ProjectId, "project_admin");
        using var browser = new ConsoleBrowser(world);
        await browser.SignInAsync(person.UserName, person.Password);
        await world.ConfirmAsync(browser, $"/secrets/{id}/access/edit", person.Password);

        await browser.SubmitAsync(Form, ("access", "true"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("lose access", browser.Text, StringComparison.Ordinal);
        Assert.False((bool)(await world.SecretAsync(id))["is_access_control_enabled"]!);

        await browser.SubmitAsync(Form, ("locked_out", "true"));
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        await browser.GoAsync($"/secrets/{id}");
        Assert.Contains("No access", (await ListAsync(browser)), StringComparison.Ordinal);
        await browser.GoAsync($"/secrets/{id}");
        Assert.Contains("neither the owner nor on the list", browser.Text, StringComparison.Ordinal);
        Assert.Null(browser.Html.QuerySelector(".timeline"));
    }

    [Fact]
    public async Task A_list_is_given_at_creation_only_with_access_control_on()
    {
        var person = await world.CreatePersonaAsync(world.Bootstrap.ProjectId, "project_member");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/new");
        await browser.SubmitAsync(Form, ("name", world.NewName()), ("key", "k"), ("value", "v"), ("targets", person.UserId));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("access control on", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync(Form, ("key", "k"), ("value", "v"), ("access", "true"));
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        await browser.GoAsync(browser.Location + "/access");
        Assert.Contains(person.UserName, browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_gives_the_secret_to_somebody_who_may_manage_it_and_to_nobody_else()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        var manager = await world.CreatePersonaAsync(world.Bootstrap.ProjectId, "project_member");
        var reader = await world.CreatePersonaAsync(world.Bootstrap.ProjectId, "project_reader");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await world.ConfirmAsync(browser, $"/secrets/{id}/owner");

        await browser.SubmitAsync(Form, ("owner", reader.UserId));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector("#field-owner-error"));

        await browser.SubmitAsync(Form, ("owner", manager.UserId));
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal(manager.UserId, (string)(await world.SecretAsync(id))["owner"]!["id"]!);
    }

    private static async Task<string> ListAsync(ConsoleBrowser browser)
    {
        await browser.GoAsync("/secrets?size=200");
        return browser.Text;
    }
}
