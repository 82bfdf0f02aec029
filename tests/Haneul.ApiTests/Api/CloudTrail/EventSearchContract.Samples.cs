using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Audit;
using Haneul.Security.CloudTrail.Events;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>The events and queries of the suite, and the list that every search is compared with.</summary>
public abstract partial class EventSearchContract
{
    // Few values of each, so that filters meet, and times repeat.
    private static readonly string[] Names = ["Create Secret", "Get Secret Version Value", "List Events"];
    private static readonly string[] Services = ["OpenAPI", "Console"];
    private static readonly string[] Sources = ["Secrets Manager", "Cloud Trail"];
    private static readonly string[] Types = ["Secret", "Secret Version"];
    private static readonly string?[] Resources = ["019a0000-0000-7000-8000-000000000001", "plain", null];
    private static readonly (string Id, string Name)[] Users = [("u1", "ann@example.org"), ("u2", "bob@example.org"), ("u2", "bob.new@example.org")];
    private static readonly string[] Emails = ["ann@example.org", "bob.new@example.org", "ann"];
    private static readonly string[] Parts = ["ann", "bob", "bob.new", "an", "ann@example.org"];
    private static readonly string[] Credentials = ["22222222222222222222222222222222", "other-key"];
    private static readonly string[] Addresses = ["192.0.2.7", "2001:db8::1"];
    private static readonly string?[] Agents = ["curl/8.5.0", "Terraform/1.9", null];
    private static readonly string?[] ResourceNames = ["db/password", "DB/Password", null];
    private static readonly string[] Requests = ["req-019a0000-0000-7000-8000-0000000000ff", "r2"];
    private static readonly string[] FreeTexts = ["PASSWORD", "terraform", "no such text", "@example", "\"", "three"];
    private static readonly string[] UserFilters = ["u1", "u2", "bob.new@example.org", "ann@example.org", "nobody"];

    private static List<string> Expected(IEnumerable<TrailEvent> model, EventQuery query, EventView view)
    {
        var matching = model.Where(item =>
            (item.Category == TrailCategory.Project ? item.ProjectId == view.ProjectId : view.DomainId is not null && item.DomainId == view.DomainId) &&
            (query.Category is null || item.Category == query.Category) &&
            (query.From is null || item.Time >= query.From) &&
            (query.To is null || item.Time < query.To) &&
            (query.EventName is null || item.Name == query.EventName) &&
            (query.ServiceName is null || item.ServiceName == query.ServiceName) &&
            (query.SourceService is null || item.SourceService == query.SourceService) &&
            (query.ResourceType is null || item.ResourceType == query.ResourceType) &&
            (query.ResourceId is null || item.ResourceId == query.ResourceId) &&
            (query.ResourceName is null || item.ResourceName == query.ResourceName) &&
            (query.UserEmail is null || item.UserName == query.UserEmail) &&
            (query.UserName is null || item.UserName!.Split('@')[0] == query.UserName) &&
            (query.CredentialId is null || item.CredentialId == query.CredentialId) &&
            (query.SourceAddress is null || item.SourceAddress == query.SourceAddress) &&
            (query.UserAgent is null || item.UserAgent == query.UserAgent) &&
            (query.RequestId is null || item.RequestId == query.RequestId) &&
            (query.FreeText is null || TextsOf(item).Any(text => text?.Contains(query.FreeText, StringComparison.OrdinalIgnoreCase) == true)) &&
            (query.UserId is null || item.UserId == query.UserId || item.UserName == query.UserId) &&
            (query.Result is null || item.Result == query.Result));
        // OrderBy is stable: events of one time keep the order of their places.
        var ids = matching.OrderBy(item => item.Time).Select(item => item.Id).ToList();
        if (!query.IsAscending)
        {
            ids.Reverse();
        }

        return ids;
    }

    private static IEnumerable<string?> TextsOf(TrailEvent item) =>
    [
        item.Name, item.ServiceName, item.SourceService, item.ResourceType, item.ResourceId, item.ResourceName, item.UserId, item.UserName, item.CredentialId,
        item.SourceAddress, item.UserAgent, item.RequestId, item.OperationId, item.Path, item.AdditionalInfo is null ? null : "3 three",
    ];

    private static IEnumerable<EventQuery> SingleFilters()
    {
        var plain = new EventQuery { Limit = 7 };
        yield return plain;
        yield return plain with { IsAscending = true };
        yield return plain with { From = 10 };
        yield return plain with { To = 10 };
        yield return plain with { From = 10, To = 10 };
        yield return plain with { Category = TrailCategory.Organisation };
        yield return plain with { Category = TrailCategory.Project };
        foreach (var name in Names)
        {
            yield return plain with { EventName = name };
        }

        yield return plain with { EventName = "no such event" };
        yield return plain with { ServiceName = "Console" };
        yield return plain with { SourceService = "Cloud Trail" };
        yield return plain with { ResourceType = "Secret Version" };
        yield return plain with { ResourceId = Resources[0] };
        yield return plain with { ResourceId = "plain" };
        yield return plain with { ResourceId = Resources[0]!.ToUpperInvariant() };
        foreach (var user in UserFilters)
        {
            yield return plain with { UserId = user };
        }

        foreach (var result in Enum.GetValues<TrailResult>())
        {
            yield return plain with { Result = result };
        }

        yield return plain with { ResourceName = "db/password" };
        yield return plain with { ResourceName = "password" };
        foreach (var email in Emails)
        {
            yield return plain with { UserEmail = email };
        }

        foreach (var part in Parts)
        {
            yield return plain with { UserName = part };
        }

        yield return plain with { CredentialId = "other-key" };
        yield return plain with { SourceAddress = "192.0.2.7" };
        yield return plain with { UserAgent = "Terraform/1.9" };
        yield return plain with { RequestId = Requests[0] };
        foreach (var text in FreeTexts)
        {
            yield return plain with { FreeText = text };
            yield return plain with { FreeText = text, IsAscending = true, Limit = 300 };
        }
    }

    private Gen<TrailEvent> NewEvents() =>
        from time in Gen.Choose(0, 20)
        from name in Gen.Elements(Names)
        from service in Gen.Elements(Services)
        from source in Gen.Elements(Sources)
        from type in Gen.Elements(Types)
        from resource in Gen.Elements(Resources)
        from user in Gen.Elements(Users)
        from result in Gen.Elements(Enum.GetValues<TrailResult>())
        from place in Gen.Choose(0, 9)
        from origin in Gen.Elements(Credentials).Zip(Gen.Elements(Addresses)).Zip(Gen.Elements(Agents))
        from rest in Gen.Elements(ResourceNames).Zip(Gen.Elements(Requests)).Zip(Gen.Elements("""{"version":"3","count":"three"}""", null))
        select NewEvent(time) with
        {
            CredentialId = origin.Item1.Item1,
            SourceAddress = origin.Item1.Item2,
            UserAgent = origin.Item2,
            ResourceName = rest.Item1.Item1,
            RequestId = rest.Item1.Item2,
            AdditionalInfo = rest.Item2,
            Name = name,
            ServiceName = service,
            SourceService = source,
            ResourceType = type,
            ResourceId = resource,
            UserId = user.Id,
            UserName = user.Name,
            Result = result,
            Category = place > 7 ? TrailCategory.Organisation : TrailCategory.Project,
            ProjectId = place > 7 ? null : place > 6 ? OtherProject : Project,
            DomainId = place == 9 ? "elsewhere" : Domain,
        };

    private static Gen<EventQuery> Queries() =>
        from bounds in Maybe(Gen.Choose(0, 21).Select(number => (long)number)).Two()
        from category in MaybeValue(Gen.Elements(Enum.GetValues<TrailCategory>()))
        from names in Maybe(Gen.Elements(Names)).Zip(Maybe(Gen.Elements(Services)))
        from kinds in Maybe(Gen.Elements(Sources)).Zip(Maybe(Gen.Elements(Types)))
        from resource in Maybe(Gen.Elements("plain", Resources[0]!))
        from user in Maybe(Gen.Elements(UserFilters))
        from result in MaybeValue(Gen.Elements(Enum.GetValues<TrailResult>()))
        from names2 in Maybe(Gen.Elements("db/password", "DB/Password")).Zip(Maybe(Gen.Elements(Requests)))
        from actor in Maybe(Gen.Elements(Emails)).Zip(Maybe(Gen.Elements(Parts)))
        from origin in Maybe(Gen.Elements(Credentials)).Zip(Maybe(Gen.Elements(Addresses)))
        from texts in Maybe(Gen.Elements("curl/8.5.0", "Terraform/1.9")).Zip(Maybe(Gen.Elements(FreeTexts)))
        from page in Gen.Choose(1, 30).Zip(Gen.Elements(false, true))
        select new EventQuery
        {
            From = bounds.Item1 == 0 ? null : bounds.Item1,
            To = bounds.Item2 == 0 ? null : bounds.Item2,
            Category = category,
            EventName = names.Item1,
            ServiceName = names.Item2,
            SourceService = kinds.Item1,
            ResourceType = kinds.Item2,
            ResourceId = resource,
            UserId = user,
            Result = result,
            ResourceName = names2.Item1,
            RequestId = names2.Item2,
            UserEmail = actor.Item1,
            UserName = actor.Item2,
            CredentialId = origin.Item1,
            SourceAddress = origin.Item2,
            UserAgent = texts.Item1,
            FreeText = texts.Item2,
            Limit = page.Item1,
            IsAscending = page.Item2,
        };

    /// <summary>Absent five times of six, so that mixes still match something.</summary>
    private static Gen<T?> Maybe<T>(Gen<T> values) =>
        Gen.Choose(0, 5).SelectMany(choice => choice == 0 ? values.Select(value => (T?)value) : Gen.Constant(default(T)));

    private static Gen<T?> MaybeValue<T>(Gen<T> values)
        where T : struct =>
        Gen.Choose(0, 5).SelectMany(choice => choice == 0 ? values.Select(value => (T?)value) : Gen.Constant((T?)null));

    private static List<TrailEvent> Sample(Gen<TrailEvent> events, int count) => [.. events.Sample(count, 10)];
}
