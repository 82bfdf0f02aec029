using System.Globalization;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.Versions;

/// <summary>Sets when a version of a key is destroyed, or changes it.</summary>
internal static class ScheduleDestruction
{
    /// <summary>What those need who do it.</summary>
    public const string Operation = "kms.ScheduleKeyVersionDestruction";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, Operation, isDangerous: true);
        if (key is null)
        {
            return refusal!;
        }

        DestructionField.Offer(page);
        return Ask(page, key).Show(page);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, Operation, isDangerous: true);
        if (key is null)
        {
            return refusal!;
        }

        var isTyped = TypedConfirmationCheck.IsTyped(page, key.Name);
        if (DestructionField.Read(page) is not { } time || !isTyped)
        {
            return Ask(page, key).Show(page, StatusCodes.Status400BadRequest);
        }

        var version = page.Route("version");
        var answer = await page.Api.PatchAsync(
            $"/kms/api/v1/keys/{key.Id}/versions/{version}/schedule-destroy", new JsonObject { ["version"] = new JsonObject { ["destruction_scheduled_at"] = WireInstant.Write(time) } });
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer, ("version.destruction_scheduled_at", DestructionField.Name));
            return Ask(page, key).Show(page, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/keys/{key.Id}/versions", page.T(KeyVersionTexts.Scheduled, version, page.Times.Short(time)));
    }

    /// <summary>What is easily overlooked about taking the version of the address out of use; null for nothing.</summary>
    public static string? WarningOf(Page page, Key key) =>
        page.Route("version") == key.DefaultVersion.ToString(CultureInfo.InvariantCulture) ? page.T(KeyVersionTexts.DefaultWarning) : null;

    private static KeyActionModel Ask(Page page, Key key) => new()
    {
        Key = key,
        Title = page.T(KeyVersionTexts.ScheduleTitle, page.Route("version")),
        Effect = page.T(KeyVersionTexts.ScheduleEffect),
        Warning = WarningOf(page, key),
        Button = page.T(KeyVersionTexts.Schedule),
        IsDangerous = true,
        AsksForTime = true,
        Confirmation = key.Name,
    };
}
