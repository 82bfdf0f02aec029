using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Events;

/// <summary>Gives everything that a search finds as a file: the API's own stream, with the name and the type that it gives to the file.</summary>
internal static class ExportEvents
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var filter = EventFilter.Read(page);
        if (page.Form.HasProblems)
        {
            return page.Fail(page.T(EventsTexts.Export), page.T(EventsTexts.NotATime), StatusCodes.Status400BadRequest);
        }

        var call = ApiPath.Of($"/cloud-trail/haneul/v1/events/export").With("format", page.Query("format") ?? "csv");
        await page.Api.ForwardAsync("GET", filter.WriteTo(call).With("order", filter.IsAscending ? "asc" : null));
        return new PageAnswer.Done();
    }
}
