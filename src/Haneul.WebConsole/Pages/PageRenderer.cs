using System.Text;
using Haneul.WebConsole.Views;
using Microsoft.AspNetCore.Components.Web;

namespace Haneul.WebConsole.Pages;

/// <summary>Makes HTML of components, on the server alone.</summary>
internal sealed class PageRenderer(IServiceProvider provider, ILoggerFactory loggers)
{
    private const string ContentType = "text/html; charset=utf-8";

    public async Task RenderAsync(Page page, PageAnswer.Shown shown)
    {
        await using var renderer = new HtmlRenderer(provider, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<Document>(ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(Document.Page)] = page,
                [nameof(Document.Shown)] = shown,
            }));
            using var writer = new StringWriter(new StringBuilder(16 * 1024));
            root.WriteHtmlTo(writer);
            return writer.ToString();
        });
        var response = page.Context.Response;
        var bytes = Encoding.UTF8.GetBytes(html);
        response.StatusCode = shown.Status;
        response.ContentType = ContentType;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(page.Context.Request.Method))
        {
            await response.Body.WriteAsync(bytes, page.Context.RequestAborted);
        }
    }
}
