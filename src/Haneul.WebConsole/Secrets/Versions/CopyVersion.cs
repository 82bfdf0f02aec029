using System.Text;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Secrets.Versions;

/// <summary>
/// Gives the script a value for the clipboard: as plain text that no page shows, against the token of a form, which is replaced since it is good once. Without script there is no
/// clipboard, and the button is not there.
/// </summary>
internal static class CopyVersion
{
    private const string NextToken = "Haneul-Form";

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var answer = await RevealVersion.ReadAsync(page);
        if (page.Api.IsOver)
        {
            return page.Fail(answer);
        }

        var response = page.Context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers[NextToken] = page.FormToken(page.Path);
        var text = answer.IsSuccess ? ShownValue.ForClipboard(RevealVersion.ValueOf(answer)) : SecretProblems.TextOf(page, answer);
        var bytes = Encoding.UTF8.GetBytes(text);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, page.Context.RequestAborted);
        return new PageAnswer.Done();
    }
}
