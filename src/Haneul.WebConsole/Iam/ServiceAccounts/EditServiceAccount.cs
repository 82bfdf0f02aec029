using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.ServiceAccounts;

/// <summary>Changes the description of a service account; its name stays (contracts/haneul-service-accounts.openapi.json).</summary>
internal static class EditServiceAccount
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, "iam.UpdateServiceAccount", isDangerous: false);
        if (account is null)
        {
            return refusal!;
        }

        page.Form = FormFields.With(("description", account.Description));
        return Show(page, account);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, "iam.UpdateServiceAccount", isDangerous: false);
        if (account is null)
        {
            return refusal!;
        }

        var body = new JsonObject { ["service_account"] = new JsonObject { ["description"] = page.Form.Text("description").Trim() } };
        var answer = await page.Api.SendAsync("PATCH", $"/iam/haneul/v1/service-accounts/{account.Id}", body, shown: body);
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page, ("service_account.description", "description"));
            return Show(page, account, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/service-accounts/{account.Id}", page.T(ServiceAccountTexts.Saved, account.Name));
    }

    private static PageAnswer Show(Page page, ServiceAccountBody account, int status = StatusCodes.Status200OK) =>
        page.Show<EditServiceAccountView, ServiceAccountBody>(page.T(ServiceAccountTexts.EditTitle, account.Name), account, status);
}
