using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Operations.Streams;
using Haneul.Security.CloudTrail.Events;

namespace Haneul.Security.CloudTrail.Export;

/// <summary>
/// Gives every event of a search as a file, CSV or JSON Lines. The call is on the trail once, before its first byte, and what it gives ends there
/// (docs/adr/0026-trail-retention.md).
/// </summary>
internal static class ExportEvents
{
    private const int PageSize = 1000;
    private const int RetrySeconds = 5;

    public static readonly Operation Operation = new(
        "cloud-trail",
        "ExportEvents",
        ListEvents.Operation.Permission,
        TrailRule.Project(EventNames.FromOperationId("ExportEvents"), "Event"),
        TrailErrors.OrganisationEventsRefused);

    public static Outcome<ExportAnswer> Handle(Call call, QueryFields fields, EventSearch search, EventExports exports, StreamServices services)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        var query = EventQuery.Read(fields) with { Limit = PageSize };
        IEventFormat format = fields.OneOf("format", "csv", "jsonl") == "csv" ? new CsvFormat() : new JsonLinesFormat();
        if (string.IsNullOrEmpty(call.Context.Request.Query["format"]))
        {
            fields.AddProblem("format", "is required: csv or jsonl");
        }

        if (call.Context.Request.Query.ContainsKey("limit"))
        {
            fields.AddProblem("limit", "has no meaning for an export, which holds all that matches");
        }

        if (fields.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var view = ListEvents.ViewOf(call.Caller, call.ProjectId);
        if (query.Category == TrailCategory.Organisation && view.DomainId is null)
        {
            return TrailErrors.OrganisationEventsRefused;
        }

        return exports.Open.TryOpen(call.ProjectId) is { } place
            ? new ExportAnswer(services, place, search, format, query, view)
            : CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = RetrySeconds };
    }
}
