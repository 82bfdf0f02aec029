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
        var services = provider.GetRequiredService<PageServices>();
        var page = new Page(context, services, SessionCookie.Read(context.Request))
        {
            Language = LanguageChoice.FromBrowser(context.Request),
            Prefix = Call.Of(context).Destination is { Form: AddressForm.Prefix } ? "/" + ConsoleModule.Name : "",
        };
        var isMissing = error.Code.Status is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed;
        var title = isMissing ? page.T(PageTexts.NotFoundTitle) : page.T(PageTexts.Unexpected);
        var text = isMissing ? page.T(PageTexts.NotFound) : ApiProblemTexts.Of(error.Code.Status, error.Message, page.Language);
        var shown = (PageAnswer.Shown)page.Fail(title, text, error.Code.Status);
        return provider.GetRequiredService<PageRenderer>().RenderAsync(page, shown);
    }
}
