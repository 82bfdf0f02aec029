using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Events;

/// <summary>Gives everything that a search finds as a file: the API's own stream, with the name and the type that it gives to the file.</summary>
internal static class ExportEvents
{
    private const string Operation = "cloud-trail.ExportEvents";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        if (!page.May(Operation))
        {
            return page.Refuse(Operation, page.T(EventsTexts.Refused));
        }

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
