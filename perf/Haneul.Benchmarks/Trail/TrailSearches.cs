using Haneul.Kernel.Audit;
using Haneul.Security.CloudTrail.Events;

namespace Haneul.Benchmarks.Trail;

/// <summary>A search that is measured.</summary>
/// <param name="Name">What is printed.</param>
/// <param name="View">Whose search it is.</param>
/// <param name="Query">The query of a round.</param>
internal sealed record TrailSearch(string Name, EventView View, Func<int, EventQuery> Query);

/// <summary>Each filter alone, common and rare, and some mixes.</summary>
internal static class TrailSearches
{
    private static readonly EventView Large = new(TrailData.Project(0), null);
    private static readonly EventView Small = new(TrailData.Project(15), null);
    private static readonly EventView WithOrganisation = new(TrailData.Project(0), TrailData.Domain);

    public static IEnumerable<TrailSearch> All(TrailData data, int events)
    {
        yield return Of("no filter", static _ => new EventQuery());
        yield return Of("no filter, oldest first", static _ => new EventQuery { IsAscending = true });
        yield return Of("time range", round => new EventQuery { From = data.TimeOf(Some(round, events)), To = data.TimeOf(Some(round, events)) + 3_600_000_000 });
        yield return Of("until a time", round => new EventQuery { To = data.TimeOf(Some(round, events)) });
        yield return Of("event name", static round => new EventQuery { EventName = TrailData.KindName(round % TrailData.Kinds) });
        yield return Of("event name, one of a million", static _ => new EventQuery { EventName = TrailData.KindName(TrailData.Kinds) });
        yield return Of("event name that does not exist", static _ => new EventQuery { EventName = "None" });
        yield return Of("service name", static _ => new EventQuery { ServiceName = "OpenAPI" });
        yield return Of("source service", static round => new EventQuery { SourceService = TrailData.Source(round) });
        yield return Of("resource type", static round => new EventQuery { ResourceType = TrailData.Type(round) });
        yield return Of("resource id", static round => new EventQuery { ResourceId = TrailData.ResourceId(Some(round, TrailData.Resources)) });
        yield return Of("resource name", static round => new EventQuery { ResourceName = TrailData.ResourceName(Some(round, TrailData.Resources)) });
        yield return Of("user id", static round => new EventQuery { UserId = TrailData.UserId(Some(round, TrailData.Users)) });
        yield return Of("user e-mail", static round => new EventQuery { UserEmail = TrailData.UserName(Some(round, TrailData.Users)) });
        yield return Of("user name", static round => new EventQuery { UserName = TrailData.UserName(Some(round, TrailData.Users)).Split('@')[0] });
        yield return Of("user of few events", static _ => new EventQuery { UserId = TrailData.UserId(TrailData.Users - 1) });
        yield return Of("credential", static round => new EventQuery { CredentialId = TrailData.Credential(Some(round, TrailData.Users)) });
        yield return Of("source address", static round => new EventQuery { SourceAddress = TrailData.Address(Some(round, TrailData.Users), round % 4) });
        yield return Of("user agent", static round => new EventQuery { UserAgent = TrailData.Agent(round) });
        yield return Of("success", static _ => new EventQuery { Result = TrailResult.Success });
        yield return Of("refused", static _ => new EventQuery { Result = TrailResult.Refused });
        yield return Of("failed, oldest first", static _ => new EventQuery { Result = TrailResult.Failed, IsAscending = true });
        yield return Of("request id", round => new EventQuery { RequestId = TrailData.RequestId(Some(round, events)) });
        yield return Of("request id that does not exist", static round => new EventQuery { RequestId = "req-" + TrailData.ResourceId(round) });
        yield return Of("user and event name", static round => new EventQuery { UserId = TrailData.UserId(Some(round, 250)), EventName = TrailData.KindName(round % TrailData.Kinds) });
        yield return Of("two common filters, rare together", static round => new EventQuery { UserAgent = TrailData.Agent(0), UserId = TrailData.UserId(1 + (4 * (round % 50))) });
        yield return Of("free text, found often", static _ => new EventQuery { FreeText = "SECRET-1" });
        yield return Of("free text, a page that finds nothing", static _ => new EventQuery { FreeText = "nothing at all" });
        yield return new TrailSearch("organisation, no filter", WithOrganisation, static _ => new EventQuery());
        yield return new TrailSearch("organisation, event name", WithOrganisation, static round => new EventQuery { EventName = TrailData.KindName(round % TrailData.Kinds) });
        yield return new TrailSearch("small project, no filter", Small, static _ => new EventQuery());
        yield return new TrailSearch("small project, resource id", Small, static round => new EventQuery { ResourceId = TrailData.ResourceId(Some(round, TrailData.Resources)) });
    }

    private static TrailSearch Of(string name, Func<int, EventQuery> query) => new(name, Large, query);

    private static int Some(int round, int most) => (int)(TrailData.Mix((ulong)round + 77) % (ulong)most);
}
