using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Profile;

/// <summary>Chooses language, colours and time zone of the console.</summary>
internal static class ChangePreferences
{
    public static Task<PageAnswer> ShowAsync(Page page)
    {
        page.Form = FormFields.With(
            ("language", page.Preferences.Language ?? ""), ("theme", page.Preferences.Theme.ToString()), ("zone", page.Preferences.Zone ?? ""));
        return Task.FromResult(Show(page));
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var zone = page.Form.TextOrNull("zone");
        if (zone is not null && ShownTime.FindZone(zone) is null)
        {
            page.Form.AddProblem("zone", page.T(ProfileTexts.UnknownZone));
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var chosen = page.Preferences with
        {
            Language = page.Form.TextOrNull("language") is { } tag && LanguageChoice.Parse(tag) is { } language ? LanguageChoice.TagOf(language) : null,
            Theme = Enum.TryParse<Theme>(page.Form.Text("theme"), out var theme) && Enum.IsDefined(theme) ? theme : Theme.System,
            Zone = zone,
        };
        await page.Context.RequestServices.GetRequiredService<PreferenceTable>().SetAsync(page.Session!.UserId, chosen);
        var spoken = chosen.Language is { } now ? LanguageChoice.Parse(now)!.Value : LanguageChoice.FromBrowser(page.Context.Request);
        return page.Redirect($"/preferences", ProfileTexts.Saved.In(spoken));
    }

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK) => page.Show<PreferencesView>(page.T(ProfileTexts.PreferencesTitle), status);
}
