using System.Text.Json;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Events.Verification;

/// <summary>Begins a verification, against a checkpoint that was kept elsewhere if one is given.</summary>
internal static class StartVerification
{
    private const string Field = "checkpoint";

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (await VerificationAccess.OpenAsync(page) is not { } api)
        {
            return VerificationAccess.Refuse(page);
        }

        var body = new JsonObject();
        if (page.Form.TextOrNull(Field) is { } text)
        {
            if (Read(text) is not { } checkpoint)
            {
                page.Form.AddProblem(Field, page.T(VerificationTexts.NotACheckpoint));
                return await ShowVerification.ShowAsync(page, StatusCodes.Status400BadRequest);
            }

            body[Field] = checkpoint;
        }

        var answer = await api.PostAsync($"/cloud-trail/haneul/v1/verifications", body);
        switch (answer.Status)
        {
            case StatusCodes.Status202Accepted:
                return page.Redirect($"/events/verification", page.T(VerificationTexts.Started));
            case StatusCodes.Status403Forbidden:
                return VerificationAccess.Refuse(page);
            case StatusCodes.Status409Conflict:
                page.Form.Problem = page.T(VerificationTexts.AlreadyRunning);
                break;
            case StatusCodes.Status400BadRequest:
                page.Form.AddProblem(Field, page.T(VerificationTexts.NotACheckpoint));
                break;
            default:
                page.Form.Take(answer, page.Language);
                break;
        }

        return await ShowVerification.ShowAsync(page, answer.Status);
    }

    // A file that the console or the API gave out: the answer of a checkpoint, or only what is in it.
    private static JsonObject? Read(string text)
    {
        try
        {
            return TypedJson.Parse(text) is JsonObject given ? (given[Field] ?? given).DeepClone() as JsonObject : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // What was typed is no JSON, or names a member twice.
            return null;
        }
    }
}
