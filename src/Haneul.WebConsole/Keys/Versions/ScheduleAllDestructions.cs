using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.Versions;

/// <summary>Sets when all versions of a key that are not destroyed are: what comes before its deletion.</summary>
internal static class ScheduleAllDestructions
{
    private const string Operation = "kms.BulkScheduleKeyVersionDestruction";

    // How many versions one call takes, and how many a key can have that are not destroyed (docs/adr/0016).
    private const int MostOfCall = 100;
    private const int MostVersions = 1000;

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, Operation, isDangerous: true);
        if (key is null)
        {
            return refusal!;
        }

        DestructionField.Offer(page);
        return key.VersionCount == 0 ? page.Redirect($"/keys/{key.Id}/versions", page.T(KeyVersionTexts.AllGone)) : Ask(page, key).Show(page);
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

        return await ScheduleAsync(page, key, time) is { } done
            ? page.Redirect($"/keys/{key.Id}/versions", page.T(KeyVersionTexts.AllScheduled, done, page.Times.Short(time)))
            : Ask(page, key).Show(page, StatusCodes.Status400BadRequest);
    }

    // How many it was done to; null if a call failed, which is noted in the form.
    private static async Task<int?> ScheduleAsync(Page page, Key key, DateTimeOffset time)
    {
        var versions = new List<int>();
        foreach (var status in new[] { KeyWords.Active, KeyWords.Deactivated })
        {
            var list = await page.Api.GetAsync($"/kms/api/v1/keys/{key.Id}/versions?status={status}&limit={MostVersions}");
            if (!list.IsSuccess)
            {
                KeyProblems.Take(page, list);
                return null;
            }

            versions.AddRange(list.Read(KmsVersionsJson.Default.ListKeyVersionsResponse).Versions.Select(static version => version.Version));
        }

        var done = 0;
        foreach (var some in versions.Order().Chunk(MostOfCall))
        {
            var body = new JsonObject
            {
                ["versions"] = new JsonArray([.. some.Select(static version => (JsonNode)version)]),
                ["destruction_scheduled_at"] = WireInstant.Write(time),
            };
            var answer = await page.Api.PatchAsync($"/kms/api/v1/keys/{key.Id}/versions/schedule-destroy", new JsonObject { ["versions"] = body });
            if (!answer.IsSuccess)
            {
                KeyProblems.Take(page, answer, ("versions.destruction_scheduled_at", DestructionField.Name));
                return null;
            }

            done += answer.Read(KmsVersionsJson.Default.BulkKeyVersionsResponse).Versions.Succeeded;
        }

        return done;
    }

    private static KeyActionModel Ask(Page page, Key key) => new()
    {
        Key = key,
        Title = page.T(KeyVersionTexts.ScheduleAllTitle, key.Name),
        Effect = page.T(KeyVersionTexts.ScheduleAllEffect, key.VersionCount),
        Button = page.T(KeyTexts.DestroyAll),
        IsDangerous = true,
        AsksForTime = true,
        Confirmation = key.Name,
    };
}
