using System.Globalization;
using System.Text.Json.Nodes;
using Haneul.Kernel.Runtime;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Versions;

/// <summary>When a version may be destroyed.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Version">The version.</param>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day.</param>
/// <param name="MinimumDays">Fewest days ahead.</param>
/// <param name="MaximumDays">Most days ahead.</param>
public sealed record ScheduleModel(CatalogueSecret Secret, int Version, DateOnly First, DateOnly Last, int MinimumDays, int MaximumDays);

/// <summary>Sets the day on which a version is destroyed.</summary>
internal static class ScheduleVersion
{
    private const string Operation = "secrets-manager.ScheduleSecretVersionDestruction";
    private const string DayFormat = "yyyy-MM-dd";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        if (secret is null)
        {
            return failure!;
        }

        var model = ModelOf(page, secret);
        page.Form = FormFields.With(("date", model.First.ToString(DayFormat, CultureInfo.InvariantCulture)));
        return Show(page, model);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        if (secret is null)
        {
            return failure!;
        }

        var model = ModelOf(page, secret);
        if (!DateOnly.TryParseExact(page.Form.Text("date").Trim(), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day < model.First || day > model.Last)
        {
            page.Form.AddProblem("date", page.T(VersionTexts.DateWrong, model.First.ToString(DayFormat, CultureInfo.InvariantCulture), model.Last.ToString(DayFormat, CultureInfo.InvariantCulture)));
            return Show(page, model, StatusCodes.Status400BadRequest);
        }

        var at = InstantOf(page, day, model);
        var body = new JsonObject { ["version"] = new JsonObject { ["destruction_scheduled_at"] = WireInstant.Write(at) } };
        var answer = await page.Api.PatchAsync($"/secrets-manager-service/api/v1/secrets/{secret.Id}/versions/{model.Version}/schedule-destroy", body);
        if (answer.IsSuccess)
        {
            return page.Redirect($"/secrets/{secret.Id}", page.T(VersionTexts.ScheduledNotice, model.Version, page.Times.Short(at)));
        }

        SecretProblems.Take(page, answer, ("version.destruction_scheduled_at", "date"));
        return Show(page, model, StatusCodes.Status400BadRequest);
    }

    private static ScheduleModel ModelOf(Page page, CatalogueSecret secret)
    {
        var options = page.Context.RequestServices.GetRequiredService<HaneulOptions>();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(page.Times.Now, page.Times.Zone).DateTime);
        return new(
            secret, SecretApi.VersionOf(page), today.AddDays(options.DestructionMinimumDays), today.AddDays(options.DestructionMaximumDays),
            options.DestructionMinimumDays, options.DestructionMaximumDays);
    }

    // At the present time of that day; where a change of clocks makes that too early or too late, at the limit.
    private static DateTimeOffset InstantOf(Page page, DateOnly day, ScheduleModel model)
    {
        var now = TimeZoneInfo.ConvertTime(page.Times.Now, page.Times.Zone);
        var local = day.ToDateTime(TimeOnly.FromDateTime(now.DateTime));
        var instant = new DateTimeOffset(local, page.Times.Zone.GetUtcOffset(local));
        var (first, last) = (page.Times.Now.AddDays(model.MinimumDays).AddMinutes(1), page.Times.Now.AddDays(model.MaximumDays));
        return instant < first ? first : instant > last ? last : instant;
    }

    private static PageAnswer Show(Page page, ScheduleModel model, int status = StatusCodes.Status200OK) =>
        page.Show<ScheduleView, ScheduleModel>(page.T(VersionTexts.ScheduleTitle, model.Version), model, status);
}
