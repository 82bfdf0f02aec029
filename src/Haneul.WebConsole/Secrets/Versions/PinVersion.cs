using System.Globalization;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Secrets.Versions;

/// <summary>Pins a consumer to a version.</summary>
internal static class PinVersion
{
    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (SecretApi.Refuse(page, "secrets-manager.PinSecretVersion") is { } refusal)
        {
            return refusal;
        }

        var id = page.Route("secret");
        var name = page.Form.Required("pin", page.Language);
        if (!int.TryParse(page.Form.Text("pinned"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
        {
            page.Form.AddProblem("pinned", page.T(FormTexts.NotWhole));
        }

        if (name.Length > 0 && !name.All(static each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_' or '.'))
        {
            page.Form.AddProblem("pin", page.T(VersionTexts.PinHint));
        }

        if (page.Form.HasProblems)
        {
            return await ShowSecret.ShowAsync(page, StatusCodes.Status400BadRequest);
        }

        var body = new JsonObject { ["pin"] = new JsonObject { ["version"] = version } };
        var answer = await page.Api.PutAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{id}/pins/{name}", body);
        if (answer.IsSuccess)
        {
            return page.Redirect($"/secrets/{id}", page.T(VersionTexts.PinnedNotice, name, version));
        }

        if (answer.ErrorCode is "SecretVersionNotFound" or "SecretVersionNotPinnable")
        {
            page.Form.AddProblem("pinned", SecretProblems.TextOf(page, answer));
        }
        else
        {
            SecretProblems.Take(page, answer, ("name", "pin"), ("pin.version", "pinned"));
        }

        return await ShowSecret.ShowAsync(page, StatusCodes.Status400BadRequest);
    }
}

/// <summary>Takes a pin off.</summary>
internal static class UnpinVersion
{
    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (id, name) = (page.Route("secret"), page.Route("pin"));
        var answer = await page.Api.DeleteAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{id}/pins/{name}");
        return answer.IsSuccess ? page.Redirect($"/secrets/{id}", page.T(VersionTexts.Unpinned, name)) : SecretProblems.Fail(page, answer);
    }
}
