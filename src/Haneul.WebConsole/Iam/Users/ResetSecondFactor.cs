using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Users;

/// <summary>Takes the second factor of a user off who has lost theirs. Whether one is on is told to nobody but the user.</summary>
internal static class ResetSecondFactor
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundUser.FindToManageAsync(page, "iam.DisableSecondFactor", isDangerous: true);
        return found is null ? refusal!
            : found.User.Id == page.Session!.UserId ? page.Redirect($"/profile/second-factor")
            : Show(page, found);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, refusal) = await FoundUser.FindToManageAsync(page, "iam.DisableSecondFactor", isDangerous: true);
        if (found is null)
        {
            return refusal!;
        }

        var answer = await found.Scope.Api.DeleteAsync($"/iam/haneul/v1/users/{found.User.Id}/second-factor");
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, found, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/users/{found.User.Id}", page.T(UserTexts.SecondFactorGone, found.User.Name));
    }

    private static PageAnswer Show(Page page, FoundUser found, int status = StatusCodes.Status200OK)
    {
        var title = page.T(UserTexts.SecondFactorTitle, found.User.Name);
        return page.Show<SwitchView, SwitchModel>(
            title, new(title, page.T(UserTexts.SecondFactorEffect), IsEnabled: true, "/iam/users/" + found.User.Id, found.User.Name) { TurnOff = UserTexts.SecondFactor }, status);
    }
}
