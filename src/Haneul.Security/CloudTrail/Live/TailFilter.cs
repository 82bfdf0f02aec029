using Haneul.Kernel.Audit;
using Haneul.Security.CloudTrail.Events;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Live;

/// <summary>Says of an event in memory what a search says of it in the database: whether a view shows it and a query asks for it.</summary>
internal static class TailFilter
{
    /// <summary>Whether a search would find it.</summary>
    public static bool Matches(TailEvent item, EventQuery query, EventView view) =>
        IsVisible(item.Event, view) &&
        (query.From is null || item.Time >= query.From) &&
        (query.To is null || item.Time < query.To) &&
        (query.Category is null || item.Event.EventCategory == (query.Category == TrailCategory.Project ? EventCategories.Project : EventCategories.Organisation)) &&
        EventFilter.Matches(query, item.Event);

    /// <summary>As <see cref="EventView.Visible"/>: a project's events in that project; an organisation's, and those of a project's service without a project, with the permission for them.</summary>
    private static bool IsVisible(Event item, EventView view) =>
        (item.EventCategory == EventCategories.Project && item.ProjectId == view.ProjectId) ||
        (view.DomainId is not null && item.DomainId == view.DomainId && (item.EventCategory == EventCategories.Organisation || item.ProjectId is null));
}
