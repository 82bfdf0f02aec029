using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.ServiceKeys;

/// <summary>Rotates a service key before its year is over.</summary>
internal static class RotateServiceKey
{
    /// <summary>What those need who do it.</summary>
    public const string Operation = "kms.RotateServiceKey";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (rotation, refusal) = await ShowServiceKey.FindAsync(page, Operation);
        return rotation is null ? refusal! : Show(page, rotation);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (rotation, refusal) = await ShowServiceKey.FindAsync(page, Operation);
        if (rotation is null)
        {
            return refusal!;
        }

        var answer = await page.Api.PostAsync($"/kms/haneul/v1/kms/service-keys/{rotation.Service}/rotation");
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer);
            return Show(page, rotation, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/keys/service-keys/{rotation.Service}", page.T(ServiceKeyTexts.Rotating, rotation.Service));
    }

    private static PageAnswer Show(Page page, ServiceKeyRotationState rotation, int status = StatusCodes.Status200OK) =>
        page.Show<RotateServiceKeyView, ServiceKeyRotationState>(page.T(ServiceKeyTexts.RotateTitle, rotation.Service), rotation, status);
}
