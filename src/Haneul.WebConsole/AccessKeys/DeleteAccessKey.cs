using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;

namespace Haneul.WebConsole.AccessKeys;

/// <summary>Deletes one of the person's access keys, once its effect was told and its name was typed.</summary>
internal static class DeleteAccessKey
{
    public static async Task<PageAnswer> ShowAsync(Page page) =>
        !page.IsConfirmed ? page.AskForPassword()
        : await OwnAccessKeys.FindAsync(page, page.Route("accessKeyId")) is { } key ? Show(page, key)
        : page.NotFound();

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (!page.IsConfirmed)
        {
            return page.AskForPassword();
        }

        if (await OwnAccessKeys.FindAsync(page, page.Route("accessKeyId")) is not { } key)
        {
            return page.NotFound();
        }

        if (!TypedConfirmationCheck.IsTyped(page, key.Key.Name))
        {
            return Show(page, key, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Home.DeleteAsync($"/iam/identity/v3/users/{page.Session!.UserId}/application_credentials/{key.Key.Id}");
        if (!answer.IsSuccess)
        {
            page.Form.Problem = ApiProblemTexts.Of(answer, page.Language);
            return Show(page, key, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/access-keys", page.T(AccessKeyTexts.Deleted, key.Key.Name));
    }

    private static PageAnswer Show(Page page, OwnAccessKey key, int status = StatusCodes.Status200OK) =>
        page.Show<DeleteAccessKeyView, OwnAccessKey>(page.T(AccessKeyTexts.DeleteTitle, key.Key.Name), key, status);
}
