using System.Text.Json.Nodes;
using Haneul.WebConsole.AccessKeys;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.ServiceAccounts;

/// <summary>A key of a service account that was just created.</summary>
/// <param name="Account">The account.</param>
/// <param name="Key">The key with its secret, in the form of every access key: whoever signs in with it does so in the same way.</param>
public sealed record CreatedServiceAccountKeyModel(ServiceAccountBody Account, AccessKeyBody Key);

/// <summary>Creates an access key of a service account and shows its secret once.</summary>
internal static class NewServiceAccountKey
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, "iam.CreateServiceAccountAccessKey", isDangerous: true);
        return account is null ? refusal! : Show(page, account);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, "iam.CreateServiceAccountAccessKey", isDangerous: true);
        if (account is null)
        {
            return refusal!;
        }

        var form = page.Form;
        var key = new JsonObject { ["name"] = form.Required("name", page.Language), ["description"] = form.TextOrNull("description") };
        if (form.TextOrNull("expires") is { } expires)
        {
            key["expires_at"] = ReadExpiry(page, expires);
        }

        if (form.HasProblems)
        {
            return Show(page, account, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.PostAsync($"/iam/haneul/v1/service-accounts/{account.Id}/access-keys", new JsonObject { ["access_key"] = key });
        if (!answer.IsSuccess)
        {
            form.TakeIam(answer, page, ("access_key.name", "name"), ("access_key.description", "description"), ("access_key.expires_at", "expires"));
            return Show(page, account, StatusCodes.Status400BadRequest);
        }

        var made = answer.Read(ServiceAccountsJson.Default.ServiceAccountAccessKeyResponse).AccessKey;
        var shown = new AccessKeyBody(
            made.Id, made.Name, made.Description, made.ServiceAccountId, made.ProjectId, System: null, made.ExpiresAt, Unrestricted: false, Roles: [], AccessRules: null, made.Secret,
            new SelfLink(""));
        return page.Show<CreatedServiceAccountKeyView, CreatedServiceAccountKeyModel>(page.T(AccessKeyTexts.Created), new(account, shown));
    }

    private static string? ReadExpiry(Page page, string text)
    {
        if (LocalInstant.FromField(page, text) is { } at)
        {
            return WireInstant.Write(at);
        }

        page.Form.AddProblem("expires", page.T(AccessKeyTexts.NotADate));
        return null;
    }

    private static PageAnswer Show(Page page, ServiceAccountBody account, int status = StatusCodes.Status200OK) =>
        page.Show<NewServiceAccountKeyView, ServiceAccountBody>(page.T(ServiceAccountTexts.NewAccessKeyTitle, account.Name), account, status);
}
