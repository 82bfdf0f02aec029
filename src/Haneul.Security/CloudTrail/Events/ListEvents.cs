using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>
/// Searches the trail. Project events of the token's project for every role of a project; organisation events too for Organisation Admins and
/// Trail Viewers (spec/iam-and-trail.md section 6.2).
/// </summary>
internal static class ListEvents
{
    /// <summary>The permission that adds the events of the organisation to the answer.</summary>
    public static readonly Permission ReadOrganisationEvents = Permission.Granted("cloud-trail:organisation-event:read");

    public static readonly Operation Operation = new(
        "cloud-trail",
        "ListEvents",
        Permission.Granted("cloud-trail:event:read"),
        TrailRule.Project("List Events", "Event"),
        TrailErrors.OrganisationEventsRefused);

    public static async Task<Outcome<ListEventsResponse>> HandleAsync(Call call, QueryFields fields, EventSearch search, EventCursors cursors)
    {
        var query = EventQuery.Read(fields);
        var view = ViewOf(call.Caller, call.ProjectId);
        EventPosition? after = null;
        if (fields.Text("cursor", EventCursors.MaxLength) is { } cursor)
        {
            if (cursors.TryRead(cursor, query, view, out var position))
            {
                after = position;
            }
            else
            {
                fields.AddProblem("cursor", "is not a cursor of this query");
            }
        }

        if (fields.Check() is { } error)
        {
            return error;
        }

        if (query.Category == TrailCategory.Organisation && view.DomainId is null)
        {
            return TrailErrors.OrganisationEventsRefused;
        }

        var page = await search.FindAsync(query, view, after, call.Context.RequestAborted);
        return new ListEventsResponse(
            [.. page.Rows.Select(row => row.Event)],
            page.Next is { } next ? cursors.Write(next, query, view) : null);
    }

    /// <summary>A role in a foreign organisation's project shows nothing of that organisation, nor of the caller's own.</summary>
    internal static EventView ViewOf(Caller caller, string projectId)
    {
        var seesOrganisation = caller.May(ReadOrganisationEvents) && string.Equals(caller.ProjectDomainId, caller.UserDomainId, StringComparison.Ordinal);
        return new EventView(projectId, seesOrganisation ? caller.UserDomainId : null);
    }
}
