using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Iam;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.AccessKeys;

/// <summary>What the page for a new access key shows.</summary>
/// <param name="Roles">The person's roles in the project, by name.</param>
public sealed record NewAccessKeyModel(IReadOnlyList<string> Roles);

/// <summary>Creates an access key for the project that the person works in, and shows its secret once.</summary>
internal static class NewAccessKey
{
    public static Task<PageAnswer> ShowAsync(Page page) => Task.FromResult(Refuse(page) ?? Show(page));

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (Refuse(page) is { } refused)
        {
            return refused;
        }

        var form = page.Form;
        var key = new JsonObject { ["name"] = form.Required("name", page.Language), ["description"] = form.TextOrNull("description") };
        if (form.TextOrNull("expires") is { } expires && ReadExpiry(page, expires) is { } at)
        {
            key["expires_at"] = WireInstant.Write(at);
        }

        if (form.All("roles") is { Count: > 0 } roles)
        {
            key["roles"] = new JsonArray([.. roles.Select(static role => (JsonNode)new JsonObject { ["name"] = role })]);
        }

        if (form.IsChecked("unrestricted"))
        {
            key["unrestricted"] = true;
        }

        if (form.HasProblems)
        {
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.PostAsync($"/iam/identity/v3/users/{page.Session!.UserId}/application_credentials", new JsonObject { ["application_credential"] = key });
        if (!answer.IsSuccess)
        {
            form.TakeIam(
                answer, page, ("application_credential.name", "name"), ("application_credential.description", "description"),
                ("application_credential.expires_at", "expires"), ("application_credential.roles", "roles"));
            return Show(page, StatusCodes.Status400BadRequest);
        }

        return page.Show<CreatedAccessKeyView, AccessKeyBody>(page.T(AccessKeyTexts.Created), answer.Read(IamJson.Default.AccessKeyResponse).ApplicationCredential);
    }

    private static PageAnswer? Refuse(Page page) =>
        page.Caller is null ? page.Redirect($"/projects/choose?return=/access-keys/new", page.T(AccessKeyTexts.NeedsProject))
        : page.IsConfirmed ? null
        : page.AskForPassword();

    private static DateTimeOffset? ReadExpiry(Page page, string text)
    {
        if (LocalInstant.FromField(page, text) is { } at)
        {
            return at;
        }

        page.Form.AddProblem("expires", page.T(AccessKeyTexts.NotADate));
        return null;
    }

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK) =>
        page.Show<NewAccessKeyView, NewAccessKeyModel>(page.T(AccessKeyTexts.New), new([.. page.Caller!.Roles.Order(StringComparer.Ordinal)]), status);
}
