using Haneul.Kernel.Audit;
using Haneul.Security.CloudTrail.Events;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Live;

/// <summary>Says of an event in memory what a search says of it in the database: whether a view shows it and a query asks for it.</summary>
internal static class TailFilter
{
    /// <summary>Whether a search would find it.</summary>
    public static bool Matches(TailEvent item, EventQuery query, EventView view) => IsVisible(item.Event, view) && IsAskedFor(item, query);

    /// <summary>As <see cref="EventSearch"/>: a project's events in that project; an organisation's, and those of a project's service without a project, with the permission for them.</summary>
    private static bool IsVisible(Event item, EventView view) =>
        (item.EventCategory == EventCategories.Project && item.ProjectId == view.ProjectId) ||
        (view.DomainId is not null && item.DomainId == view.DomainId && (item.EventCategory == EventCategories.Organisation || item.ProjectId is null));

    private static bool IsAskedFor(TailEvent item, EventQuery query) =>
        (query.From is null || item.Time >= query.From) &&
        (query.To is null || item.Time < query.To) &&
        (query.Category is null || item.Event.EventCategory == (query.Category == TrailCategory.Project ? EventCategories.Project : EventCategories.Organisation)) &&
        (query.Result is not { } result || item.Event.Result == WordOf(result)) &&
        Is(query.EventName, item.Event.EventName) &&
        Is(query.ServiceName, item.Event.ServiceName) &&
        Is(query.SourceService, item.Event.Resource?.SourceService) &&
        Is(query.ResourceType, item.Event.Resource?.Type) &&
        Is(query.ResourceId, item.Event.Resource?.Id) &&
        (Is(query.UserId, item.Event.User.Uuid) || Is(query.UserId, item.Event.User.Id));

    private static bool Is(string? asked, string? actual) => asked is null || string.Equals(asked, actual, StringComparison.Ordinal);

    private static string WordOf(TrailResult result) => result switch
    {
        TrailResult.Success => EventResults.Success,
        TrailResult.Refused => EventResults.Refused,
        _ => EventResults.Failed,
    };
}
