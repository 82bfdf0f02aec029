using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.ServiceAccounts;

/// <summary>Deletes a service account, once the effect was told and its name was typed (password again: spec/roles.md section 8).</summary>
internal static class DeleteServiceAccount
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, "iam.DeleteServiceAccount", isDangerous: true);
        return account is null ? refusal! : Show(page, account);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, "iam.DeleteServiceAccount", isDangerous: true);
        if (account is null)
        {
            return refusal!;
        }

        if (!TypedConfirmationCheck.IsTyped(page, account.Name))
        {
            return Show(page, account, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.DeleteAsync($"/iam/haneul/v1/service-accounts/{account.Id}");
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, account, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/service-accounts", page.T(ServiceAccountTexts.Deleted, account.Name));
    }

    private static PageAnswer Show(Page page, ServiceAccountBody account, int status = StatusCodes.Status200OK)
    {
        var title = page.T(ServiceAccountTexts.DeleteTitle, account.Name);
        return page.Show<DeletionView, DeletionModel>(
            title, new(title, page.T(ServiceAccountTexts.DeleteEffect), account.Name, "/iam/service-accounts/" + account.Id, account.Name), status);
    }
}
