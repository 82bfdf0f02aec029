using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Events.Verification;

/// <summary>Gives a checkpoint as a file, to be kept elsewhere: the answer of the API, as <c>trail verify --checkpoint</c> takes it (docs/operating.md).</summary>
internal static class DownloadCheckpoint
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        if (await VerificationAccess.OpenAsync(page) is not { } api)
        {
            return VerificationAccess.Refuse(page);
        }

        var number = page.Route("number");
        var answer = await api.GetAsync($"/cloud-trail/haneul/v1/checkpoints/{number}");
        return answer.IsSuccess ? new PageAnswer.Downloaded($"checkpoint-{number}.json", "application/json", answer.Body) : page.Fail(answer);
    }
}
