using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.ServiceKeys;

/// <summary>Shows how far the rotation of a service key has come.</summary>
internal static class ShowServiceKey
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (rotation, refusal) = await FindAsync(page, "kms.GetServiceKeyRotation");
        return rotation is null ? refusal! : page.Show<ServiceKeyView, ServiceKeyRotationState>($"{rotation.Service} · {page.T(KeyTexts.ServiceKeys)}", rotation);
    }

    /// <summary>The service key of the address, or what is shown in its place.</summary>
    public static async Task<(ServiceKeyRotationState? Rotation, PageAnswer? Refusal)> FindAsync(Page page, string operation)
    {
        if (KeyApi.Refuse(page, operation) is { } refusal)
        {
            return (null, refusal);
        }

        var answer = await page.Api.GetAsync($"/kms/haneul/v1/kms/service-keys/{page.Route("service")}/rotation");
        return answer.IsSuccess ? (answer.Read(KmsRotationJson.Default.ServiceKeyRotationResponse).Rotation, null) : (null, KeyProblems.Fail(page, answer));
    }
}
