using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.Errors;

/// <summary>Shows what the pipeline itself refuses at the console's address: unknown pages, a store out of reach, bugs.</summary>
internal sealed class ErrorPages(IServiceProvider provider) : IErrorPages
{
    /// <inheritdoc />
    public Task WriteAsync(HttpContext context, Error error, string requestId)
    {
        SecurityHeaders.Write(context);
        if (error.Code.Status is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
        {
            return provider.GetRequiredService<PageHandler>().AnswerUnknownAsync(context, error.Code.Status);
        }

        // Whatever is wrong may be in the way of the session too, so that it is not looked for.
        var services = provider.GetRequiredService<PageServices>();
        var page = new Page(context, services, SessionCookie.Read(context.Request))
        {
            Language = LanguageChoice.FromBrowser(context.Request),
            Prefix = Call.Of(context).Destination is { Form: AddressForm.Prefix } ? "/" + ConsoleModule.Name : "",
        };
        var shown = (PageAnswer.Shown)page.Fail(page.T(PageTexts.Unexpected), ApiProblemTexts.Of(error.Code.Status, error.Message, page.Language), error.Code.Status);
        return provider.GetRequiredService<PageRenderer>().RenderAsync(page, shown);
    }
}
