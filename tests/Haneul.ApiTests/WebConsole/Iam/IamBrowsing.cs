using System.Net;
using System.Text.RegularExpressions;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Iam;

/// <summary>What several tests of the pages of people and projects do.</summary>
internal static partial class IamBrowsing
{
    public const string Form = "main form[method=post]";
    public const string Script = "<script>alert(1)</script>";

    /// <summary>A browser in which the first user is signed in and has just given the password again.</summary>
    public static async Task<ConsoleBrowser> AdminAsync(ApiFixture fixture)
    {
        var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.ConfirmAsync(fixture.Bootstrap.Password);
        return browser;
    }

    /// <summary>A browser in which a user with some roles in the first project is signed in and has just given the password again.</summary>
    public static async Task<ConsoleBrowser> WithRolesAsync(ApiFixture fixture, params string[] roles)
    {
        var persona = await fixture.CreatePersonaAsync(fixture.Bootstrap.ProjectId, roles);
        return await ForAsync(fixture, persona);
    }

    /// <summary>A browser in which a persona is signed in and has just given the password again.</summary>
    public static async Task<ConsoleBrowser> ForAsync(ApiFixture fixture, Persona persona)
    {
        var browser = new ConsoleBrowser(fixture);
        await browser.SignInAsync(persona.UserName, persona.Password);
        await browser.ConfirmAsync(persona.Password);
        return browser;
    }

    /// <summary>A browser of a user with a role on the organisation.</summary>
    public static async Task<ConsoleBrowser> WithOrganisationRoleAsync(ApiFixture fixture, string role)
    {
        var persona = await fixture.CreatePersonaAsync(fixture.Bootstrap.ProjectId, "project_reader");
        var (status, _) = await fixture.CallAsync(
            HttpMethod.Put, $"/identity/v3/domains/{fixture.Bootstrap.DomainId}/users/{persona.UserId}/roles/{await fixture.RoleIdAsync(role)}", await fixture.AdminTokenAsync());
        Assert.Equal(204, status);
        return await ForAsync(fixture, persona);
    }

    /// <summary>Gives the password again, as dangerous pages ask for.</summary>
    public static async Task ConfirmAsync(this ConsoleBrowser browser, string password)
    {
        await browser.GoAsync("/confirm?return=/profile");
        await browser.SubmitAsync(Form, ("password", password));
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
    }

    /// <summary>Opens a page and checks that it is shown.</summary>
    public static async Task OpenAsync(this ConsoleBrowser browser, string path)
    {
        await browser.GoAsync(path);
        Assert.True(browser.Status == HttpStatusCode.OK, $"{path} was answered {(int)browser.Status}: {browser.Text}");
    }

    /// <summary>Opens a form, sends it, and follows to the page that it leads to.</summary>
    public static async Task DoAsync(this ConsoleBrowser browser, string path, params (string Name, string? Value)[] fields)
    {
        await browser.OpenAsync(path);
        await browser.SubmitAsync(Form, fields);
        Assert.True(browser.Status == HttpStatusCode.SeeOther, $"The form of {path} was answered {(int)browser.Status}: {browser.Text}");
        await browser.FollowAsync();
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    /// <summary>The last part of the address of the page that a form led to.</summary>
    public static string LastPart(this ConsoleBrowser browser) => browser.Location!.Split('/')[^1];

    /// <summary>A name that nothing else has.</summary>
    public static string NewName(this ApiFixture fixture, string prefix) => prefix + fixture.Services.GetRequiredService<IdGenerator>().NewHexId()[..12];

    /// <summary>Makes something through the API and gives its id.</summary>
    public static async Task<string> MakeAsync(this ApiFixture fixture, string kind, string name, string more = "")
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, $"/identity/v3/{kind}s", await fixture.AdminTokenAsync(), $$$$$"""
            {"{{{{{kind}}}}}":{"name":"{{{{{name}}}}}","domain_id":"{{{{{fixture.Bootstrap.DomainId}}}}}"{{{{{more}}}}}}}
            """);
        Assert.Equal(201, status);
        return body.GetProperty(kind).GetProperty("id").GetString()!;
    }

    /// <summary>Makes a service account in the first project and gives its id and name.</summary>
    public static async Task<(string Id, string Name)> MakeServiceAccountAsync(this ApiFixture fixture, string role = "project_member")
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, "/haneul/v1/service-accounts", await fixture.SignInWithPasswordAsync(
            fixture.Bootstrap.UserId, fixture.Bootstrap.Password, fixture.Bootstrap.ProjectId), $$$$$"""
            {"service_account":{"name":"{{{{{fixture.NewName("a")}}}}}","roles":["{{{{{role}}}}}"]}}
            """);
        Assert.Equal(201, status);
        var account = body.GetProperty("service_account");
        return (account.GetProperty("id").GetString()!, account.GetProperty("name").GetString()!);
    }

    /// <summary>Checks that no English sentence is left in the content of a Korean page.</summary>
    public static void AssertKorean(this ConsoleBrowser browser, string path)
    {
        var main = browser.Html.QuerySelector("main")!;
        foreach (var part in main.QuerySelectorAll("code, pre, .curl"))
        {
            part.Remove();
        }

        var found = EnglishSentence().Match(browser.Text);
        Assert.False(found.Success, $"{path} has English: {found.Value}");
    }

    // Three English words in a row; names of roles and services have no spaces or fewer.
    [GeneratedRegex(@"\b[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnglishSentence();
}
