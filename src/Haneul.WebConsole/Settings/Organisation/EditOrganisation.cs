using System.Globalization;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Settings.Organisation;

/// <summary>What the page of an organisation's settings shows.</summary>
/// <param name="Settings">The settings as they hold.</param>
/// <param name="MayChange">Whether the person may change them.</param>
public sealed record OrganisationModel(OrganisationSettingsBody Settings, bool MayChange);

/// <summary>Shows and changes what the person's organisation decides about passwords and signing in.</summary>
internal static class EditOrganisation
{
    private const string Operation = "iam.UpdateOrganisationSettings";
    private static readonly string[] Endings = ["all_tokens", "password_tokens", "no_tokens"];

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var api = await ApiAsync(page);
        var (model, answer) = await ReadAsync(page, api);
        if (model is null)
        {
            return page.Fail(answer);
        }

        page.Form = FormOf(model.Settings);
        return Show(page, model);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var api = await ApiAsync(page);
        var (model, answer) = await ReadAsync(page, api);
        if (model is null)
        {
            return page.Fail(answer);
        }

        if (!model.MayChange)
        {
            return page.Refuse(Operation, page.T(SettingsTexts.Refused));
        }

        var settings = new JsonObject { ["change_password_upon_first_use"] = page.Form.IsChecked("change_password_upon_first_use") };
        foreach (var setting in NumberSetting.Passwords.Concat(NumberSetting.Lockout))
        {
            settings[setting.Name] = ReadNumber(page, setting);
        }

        settings["password_change_ends"] = Endings.FirstOrDefault(ending => ending == page.Form.Text("password_change_ends"), Endings[0]);
        if (page.Form.HasProblems)
        {
            return Show(page, model, StatusCodes.Status400BadRequest);
        }

        var body = new JsonObject { ["settings"] = settings };
        var changed = await api.SendAsync("PATCH", $"/iam/haneul/v1/organisations/{page.Session!.DomainId}/settings", body, shown: body);
        if (!changed.IsSuccess)
        {
            SettingsProblems.Take(page, changed, [.. settings.Select(static setting => ("settings." + setting.Key, setting.Key))]);
            return Show(page, model, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/settings/organisation", page.T(OrganisationTexts.Saved));
    }

    private static async Task<ApiClient> ApiAsync(Page page) => await page.InOrganisationAsync() ?? page.Api;

    private static async Task<(OrganisationModel? Model, ApiAnswer Answer)> ReadAsync(Page page, ApiClient api)
    {
        var answer = await api.GetAsync($"/iam/haneul/v1/organisations/{page.Session!.DomainId}/settings");
        return answer.IsSuccess
            ? (new(answer.Read(OrganisationSettingsJson.Default.OrganisationSettingsResponse).Settings, await OrganisationScope.OpenAsync(page) is { MayManage: true }), answer)
            : (null, answer);
    }

    private static FormFields FormOf(OrganisationSettingsBody settings) => FormFields.With(
    [
        .. NumberSetting.Passwords.Concat(NumberSetting.Lockout).Select(setting => (setting.Name, (string?)setting.Show(settings))),
        ("change_password_upon_first_use", settings.ChangePasswordUponFirstUse ? "true" : null),
        ("password_change_ends", settings.PasswordChangeEnds),
    ]);

    private static int ReadNumber(Page page, NumberSetting setting)
    {
        if (int.TryParse(page.Form.TextOrNull(setting.Name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= setting.Least && number <= setting.Most)
        {
            return number;
        }

        page.Form.AddProblem(setting.Name, page.T(SettingsTexts.NotInRange, setting.Least, setting.Most));
        return 0;
    }

    private static PageAnswer Show(Page page, OrganisationModel model, int status = StatusCodes.Status200OK) =>
        page.Show<OrganisationView, OrganisationModel>(page.T(OrganisationTexts.Title), model, status);
}
