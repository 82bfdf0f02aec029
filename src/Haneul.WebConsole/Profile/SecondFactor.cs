using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.SignIn;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Profile;

/// <summary>What the page of the second factor shows.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Begun">What has just been set up and is not confirmed yet; null otherwise.</param>
public sealed record SecondFactorModel(SecondFactorBody State, BegunSecondFactorBody? Begun);

/// <summary>Sets up, confirms and turns off the person's second factor.</summary>
internal static class SecondFactor
{
    public static Task<PageAnswer> ShowAsync(Page page) => page.IsConfirmed ? ShowAsync(page, null, StatusCodes.Status200OK) : Task.FromResult(page.AskForPassword());

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (!page.IsConfirmed)
        {
            return page.AskForPassword();
        }

        return page.Form.Text("action") switch
        {
            "begin" => await BeginAsync(page),
            "confirm" => await ProveAsync(page, passcode => ConfirmAsync(page, passcode)),
            "codes" => await ProveAsync(page, passcode => RenewCodesAsync(page, passcode)),
            "off" => await ProveAsync(page, passcode => TurnOffAsync(page, passcode)),
            _ => await ShowAsync(page, null, StatusCodes.Status400BadRequest),
        };
    }

    private static async Task<PageAnswer> BeginAsync(Page page)
    {
        var answer = await page.Home.PostAsync($"{Path(page)}");
        return answer.IsSuccess
            ? await ShowAsync(page, answer.Read(SecondFactorsJson.Default.BegunSecondFactorResponse).SecondFactor, StatusCodes.Status200OK)
            : await RefusedAsync(page, answer);
    }

    private static async Task<PageAnswer> ProveAsync(Page page, Func<JsonObject, Task<PageAnswer>> change)
    {
        var passcode = page.Form.Required("passcode", page.Language);
        return page.Form.HasProblems ? await ShowAsync(page, null, StatusCodes.Status400BadRequest) : await change(new JsonObject { ["passcode"] = passcode });
    }

    private static async Task<PageAnswer> ConfirmAsync(Page page, JsonObject passcode)
    {
        var answer = await page.Home.PostAsync($"{Path(page)}/confirmation", passcode);
        if (answer.IsSuccess)
        {
            await SessionOpening.RenewAsync(page);
        }

        return await CodesAsync(page, answer);
    }

    private static async Task<PageAnswer> RenewCodesAsync(Page page, JsonObject passcode) => await CodesAsync(page, await page.Home.PostAsync($"{Path(page)}/recovery-codes", passcode));

    private static async Task<PageAnswer> CodesAsync(Page page, ApiAnswer answer) =>
        answer.IsSuccess
            ? page.Show<RecoveryCodesView, IReadOnlyList<string>>(page.T(SecondFactorTexts.CodesTitle), answer.Read(SecondFactorsJson.Default.RecoveryCodesResponse).RecoveryCodes)
            : await RefusedAsync(page, answer);

    private static async Task<PageAnswer> TurnOffAsync(Page page, JsonObject passcode)
    {
        var answer = await page.Home.DeleteAsync($"{Path(page)}", passcode);
        return answer.IsSuccess ? page.Redirect($"/profile/second-factor", page.T(SecondFactorTexts.IsOff)) : await RefusedAsync(page, answer);
    }

    private static Task<PageAnswer> RefusedAsync(Page page, ApiAnswer answer)
    {
        if (answer.Status == StatusCodes.Status403Forbidden)
        {
            page.Form.AddProblem("passcode", page.T(SecondFactorTexts.Wrong));
        }
        else
        {
            page.Form.Problem = answer.Status == StatusCodes.Status409Conflict ? page.T(SecondFactorTexts.ChangedMeanwhile) : ApiProblemTexts.Of(answer, page.Language);
        }

        return ShowAsync(page, null, StatusCodes.Status400BadRequest);
    }

    private static async Task<PageAnswer> ShowAsync(Page page, BegunSecondFactorBody? begun, int status)
    {
        var answer = await page.Home.GetAsync($"{Path(page)}");
        return answer.IsSuccess
            ? page.Show<SecondFactorView, SecondFactorModel>(page.T(SecondFactorTexts.Title), new(answer.Read(SecondFactorsJson.Default.SecondFactorResponse).SecondFactor, begun), status)
            : page.Fail(answer);
    }

    private static ApiPath Path(Page page) => ApiPath.Of($"/iam/haneul/v1/users/{page.Session!.UserId}/second-factor");
}
