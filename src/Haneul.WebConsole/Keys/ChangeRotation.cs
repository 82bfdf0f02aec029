using System.Globalization;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys;

/// <summary>Shows when a key rotates by itself, and sets it, changes it or switches it off.</summary>
internal static class ChangeRotation
{
    /// <summary>What those need who change it.</summary>
    public const string Operation = "kms.UpdateUserKeyRotation";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, "kms.GetKey");
        if (key is null)
        {
            return refusal!;
        }

        page.Form = FormFields.With(("period", (key.RotationPeriod ?? 365).ToString(CultureInfo.InvariantCulture)));
        return Show(page, key);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, Operation);
        if (key is null)
        {
            return refusal!;
        }

        var days = page.Form.Contains("remove") ? 0 : NewKey.ReadPeriod(page);
        if (days is null)
        {
            return Show(page, key, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.PatchAsync($"/kms/api/v1/keys/{key.Id}/rotation", new JsonObject { ["key"] = new JsonObject { ["rotation_period"] = days } });
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer, ("key.rotation_period", "period"));
            return Show(page, key, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/keys/{key.Id}/rotation", days == 0 ? page.T(NewKeyTexts.RotationRemoved, key.Name) : page.T(NewKeyTexts.RotationSaved, key.Name, days));
    }

    private static PageAnswer Show(Page page, Key key, int status = StatusCodes.Status200OK) =>
        page.Show<KeyRotationView, Key>($"{key.Name} · {page.T(KeyTexts.TabRotation)}", key, status);
}
