using System.Text;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Events.Verification;

/// <summary>Gives the public key of checkpoints as a file: with it a checkpoint that was kept elsewhere proves itself.</summary>
internal static class DownloadCheckpointKey
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        if (await VerificationAccess.OpenAsync(page) is not { } api)
        {
            return VerificationAccess.Refuse(page);
        }

        var answer = await api.GetAsync($"/cloud-trail/haneul/v1/checkpoint-key");
        if (!answer.IsSuccess)
        {
            return page.Fail(answer);
        }

        var key = answer.Read(TrailVerificationJson.Default.TrailCheckpointKeyResponse).Key;
        return new PageAnswer.Downloaded($"checkpoint-key-{key.Id}.pem", "application/x-pem-file", Encoding.UTF8.GetBytes(key.PublicKey));
    }
}
