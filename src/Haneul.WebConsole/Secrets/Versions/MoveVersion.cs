using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Versions;

/// <summary>What is done to a version with one press, since it can be taken back.</summary>
internal static class MoveVersion
{
    public static Task<PageAnswer> ActivateAsync(Page page) => MoveAsync(page, "activate", VersionTexts.Activated);

    public static Task<PageAnswer> DeactivateAsync(Page page) => MoveAsync(page, "deactivate", VersionTexts.DeactivatedNotice);

    public static Task<PageAnswer> CancelAsync(Page page) => MoveAsync(page, "cancel-schedule-destroy", VersionTexts.Cancelled);

    public static async Task<PageAnswer> RestoreAsync(Page page)
    {
        var (id, version) = (page.Route("secret"), SecretApi.VersionOf(page));
        var answer = await page.Api.PostAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{id}/versions/{version}/restoration");
        return answer.IsSuccess
            ? page.Redirect($"/secrets/{id}", page.T(VersionTexts.Restored, version, answer.Read(SecretsManagerJson.Default.SecretVersionResponse).Version.Version))
            : SecretProblems.Fail(page, answer);
    }

    private static async Task<PageAnswer> MoveAsync(Page page, string action, Text notice)
    {
        var (id, version) = (page.Route("secret"), SecretApi.VersionOf(page));
        var answer = await page.Api.PatchAsync($"/secrets-manager-service/api/v1/secrets/{id}/versions/{version}/{action}");
        return answer.IsSuccess ? page.Redirect($"/secrets/{id}", page.T(notice, version)) : SecretProblems.Fail(page, answer);
    }
}
