using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys;

/// <summary>Deletes a key, once its effect was told and its name was typed; tells what has to come first where it can't be deleted yet.</summary>
internal static class DeleteKey
{
    private const string Operation = "kms.DeleteUserKey";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, Operation, isDangerous: true);
        return key is null ? refusal! : Show(page, key);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, Operation, isDangerous: true);
        if (key is null)
        {
            return refusal!;
        }

        if (!key.IsImmediateDeleteEnabled || !TypedConfirmationCheck.IsTyped(page, key.Name))
        {
            return Show(page, key, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.DeleteAsync($"/kms/api/v1/keys/{key.Id}");
        if (!answer.IsSuccess)
        {
            page.Form.Problem = KeyProblems.TextOf(page, answer);
            return Show(page, key, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/keys", page.T(KeyTexts.Deleted, key.Name));
    }

    private static PageAnswer Show(Page page, Key key, int status = StatusCodes.Status200OK) =>
        page.Show<DeleteKeyView, Key>(page.T(KeyTexts.DeleteTitle, key.Name), key, status);
}
