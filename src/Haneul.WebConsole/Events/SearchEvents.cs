using Haneul.WebConsole.Api;
using Haneul.WebConsole.Events.Verification;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Tables;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Events;

/// <summary>What the search shows.</summary>
/// <param name="Filter">What was asked for.</param>
/// <param name="Events">The events of this page; null if the search was not accepted.</param>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
/// <param name="Histogram">The events over time; null if they could not be counted.</param>
/// <param name="LastVerification">The last verification of the trail; null if there is none, or if the person may not see it.</param>
public sealed record SearchModel(
    EventFilter Filter, IReadOnlyList<Event>? Events, string? NextCursor, EventHistogram? Histogram, TrailVerification? LastVerification);

/// <summary>Searches the trail.</summary>
internal static class SearchEvents
{
    private static readonly (string Path, string Field)[] Fields = [("from", "from"), ("to", "to"), .. EventField.All.Select(static field => (field.Name, field.Name))];

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var filter = EventFilter.Read(page);
        if (filter.From > filter.To)
        {
            page.Form.AddProblem("from", page.T(EventsTexts.FromAfterTo));
        }

        if (page.Form.HasProblems)
        {
            return Show(page, new(filter, null, null, null, await VerificationAccess.FindLastAsync(page)), StatusCodes.Status400BadRequest);
        }

        if (EventFilter.IsUntidy(page))
        {
            return page.Redirect(filter.Address());
        }

        var state = new TableState(page);
        var search = page.Api.GetAsync(filter.WriteTo(ApiPath.Of($"/cloud-trail/api/v1/events?limit={state.Size}"))
            .With("order", filter.IsAscending ? "asc" : null).With("cursor", page.Query("cursor")));
        var counting = EventHistogram.ReadAsync(page, filter);
        var verifying = VerificationAccess.FindLastAsync(page);
        await Task.WhenAll(search, counting, verifying);
        var answer = await search;
        if (answer.IsSuccess)
        {
            var found = answer.Read(CloudTrailJson.Default.ListEventsResponse);
            return Show(page, new(filter, found.Events, found.NextCursor, await counting, await verifying));
        }

        if (answer.Status != StatusCodes.Status400BadRequest)
        {
            return page.Fail(answer);
        }

        page.Form.Take(answer, page.Language, Fields);
        if (page.Query("cursor") is not null)
        {
            page.Form.Problem = page.T(EventsTexts.WrongLink);
        }

        return Show(page, new(filter, null, null, null, await verifying), StatusCodes.Status400BadRequest);
    }

    private static PageAnswer Show(Page page, SearchModel model, int status = StatusCodes.Status200OK) =>
        page.Show<EventsView, SearchModel>(page.T(EventsTexts.Title), model, status);
}
