using System.Text;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Runtime;

namespace Haneul.Kernel.Audit;

/// <summary>
/// Makes the events of what the server does by itself: a job that falls due. The owning service stands where a call has <c>OpenAPI</c>, and there is no
/// actor (docs/decisions.md, events). The job records the event in the transaction of its step: <c>ITrail.RecordAsync</c> inside <c>JobRun.CommitAsync</c>.
/// </summary>
public sealed class BackgroundEvents(IdGenerator ids, TimeProvider time)
{
    /// <summary>The event of something done.</summary>
    public TrailEvent Create(BackgroundAction action) => new()
    {
        Id = ids.NewTimeOrderedUuid(),
        Time = UnixTime.ToMicroseconds(time.GetUtcNow()),
        Name = action.EventName,
        Category = action.ProjectId is null ? TrailCategory.Organisation : TrailCategory.Project,
        ServiceName = action.Service.DisplayName,
        SourceService = action.Service.DisplayName,
        ProjectId = action.ProjectId,
        DomainId = action.DomainId,
        ResourceType = action.ResourceType,
        ResourceId = action.ResourceId,
        ResourceName = action.ResourceName,
        OperationId = action.OperationId,
        Status = 200,
        Result = TrailResult.Success,
        RequestId = "req-" + ids.NewUuid(),
        AdditionalInfo = action.Facts.Count == 0 ? null : ToJson(action.Facts),
    };

    private static string ToJson(IReadOnlyList<KeyValuePair<string, string>> facts) => Encoding.UTF8.GetString(JsonAnswer.ToBytes(facts, static (json, facts) =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in facts)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }));
}

/// <summary>Something that the server did by itself.</summary>
public sealed record BackgroundAction
{
    /// <summary>The service that did it.</summary>
    public required ServiceDescriptor Service { get; init; }

    /// <summary>Name of the event: the row of the catalogue where there is one, else words like it.</summary>
    public required string EventName { get; init; }

    /// <summary>What stands where a call has its operationId: the kind of the job.</summary>
    public required string OperationId { get; init; }

    /// <summary>Whose it is; null for an event of the organisation.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The organisation of the project, or whose event it is.</summary>
    public string? DomainId { get; init; }

    /// <summary>The resource type of the catalogue row.</summary>
    public string? ResourceType { get; init; }

    /// <summary>What it was done to.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The name of that.</summary>
    public string? ResourceName { get; init; }

    /// <summary>Facts about it, such as a version number. Never a value that may be secret.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];
}
