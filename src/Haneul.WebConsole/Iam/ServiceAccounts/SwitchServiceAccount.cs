using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.ServiceAccounts;

/// <summary>Deactivates a service account, or activates it again, once the effect was told.</summary>
internal static class SwitchServiceAccount
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, "iam.DeactivateServiceAccount", isDangerous: true);
        return account is null ? refusal! : Show(page, account);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, "iam.DeactivateServiceAccount", isDangerous: true);
        if (account is null)
        {
            return refusal!;
        }

        var activate = page.Form.Text("enabled") == "true";
        var answer = activate
            ? await page.Api.PostAsync($"/iam/haneul/v1/service-accounts/{account.Id}/activate")
            : await page.Api.PostAsync($"/iam/haneul/v1/service-accounts/{account.Id}/deactivate");
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, account, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/service-accounts/{account.Id}", page.T(activate ? ServiceAccountTexts.ActivatedNotice : ServiceAccountTexts.DeactivatedNotice, account.Name));
    }

    private static PageAnswer Show(Page page, ServiceAccountBody account, int status = StatusCodes.Status200OK)
    {
        var isActive = account.IsActive();
        var title = page.T(isActive ? ServiceAccountTexts.DeactivateTitle : ServiceAccountTexts.ActivateTitle, account.Name);
        return page.Show<SwitchView, SwitchModel>(
            title, new(title, page.T(isActive ? ServiceAccountTexts.DeactivateEffect : ServiceAccountTexts.ActivateEffect), isActive, "/iam/service-accounts/" + account.Id, account.Name)
            {
                TurnOff = ServiceAccountTexts.Deactivate,
                TurnOn = ServiceAccountTexts.Activate,
            },
            status);
    }
}
