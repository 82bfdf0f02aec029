using Haneul.Kernel.Runtime;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Installation;

namespace Haneul.WebConsole.Settings.Installation;

/// <summary>What the page of the installation shows.</summary>
/// <param name="State">How it stands.</param>
/// <param name="MetricsUrls">Where metrics are served; empty for the main address.</param>
public sealed record InstallationModel(InstallationState State, IReadOnlyList<string> MetricsUrls);

/// <summary>Shows administrators of the installation how it stands.</summary>
internal static class ShowInstallation
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var answer = await page.Api.GetAsync($"/config/haneul/v1/installation");
        if (!answer.IsSuccess)
        {
            return answer.Status == StatusCodes.Status403Forbidden
                ? page.Refuse(answer.Operation, page.T(InstallationTexts.OnlyAdministrators))
                : page.Fail(answer);
        }

        var options = page.Context.RequestServices.GetRequiredService<HaneulOptions>();
        return page.Show<InstallationView, InstallationModel>(
            page.T(InstallationTexts.Title), new(answer.Read(InstallationJson.Default.InstallationResponse).Installation, options.MetricsUrls));
    }
}
