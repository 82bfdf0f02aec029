using System.Text;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys;

/// <summary>Gives the public half of a key as a file.</summary>
internal static class DownloadPublicKey
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, "kms.GetPublicKey");
        if (key is null)
        {
            return refusal!;
        }

        if (!ShowKey.HasPublicKey(key))
        {
            return page.NotFound();
        }

        var answer = await ShowKey.GetPublicKeyAsync(page, key);
        return answer.IsSuccess
            ? new PageAnswer.Downloaded(key.Name + ".pem", "application/x-pem-file", Encoding.ASCII.GetBytes(answer.Read(KmsUsesJson.Default.PublicKeyResponse).Public.Key))
            : KeyProblems.Fail(page, answer);
    }
}
