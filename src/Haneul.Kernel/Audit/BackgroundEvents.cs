using System.Text;
using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Audit;

/// <summary>
/// Records what the server does by itself: a job that falls due. The owning service stands where a call has <c>OpenAPI</c> (docs/decisions.md, events). A job records
/// inside <c>JobRun.CommitAsync</c>, in the transaction of its step.
/// </summary>
public sealed class BackgroundEvents(ITrail trail, IProjectOrganisations organisations, IdGenerator ids, TimeProvider time)
{
    /// <summary>Records something in the transaction that does it. Events of a project carry its organisation too.</summary>
    public async ValueTask RecordAsync(ITransaction transaction, BackgroundAction action)
    {
        var organisation = action.DomainId ?? (action.ProjectId is { } projectId ? await organisations.FindAsync(transaction, projectId) : null);
        await trail.RecordAsync(transaction, ToEvent(action, organisation));
    }

    private TrailEvent ToEvent(BackgroundAction action, string? organisation)
    {
        var rule = action.Rule;
        var isOfProject = rule.Category == TrailCategory.Project;
        return new TrailEvent
        {
            Id = ids.NewTimeOrderedUuid(),
            Time = UnixTime.ToMicroseconds(time.GetUtcNow()),
            Name = rule.EventName,
            Category = rule.Category,
            ServiceName = rule.Service.DisplayName,
            SourceService = rule.Service.DisplayName,
            ProjectId = isOfProject ? action.ProjectId ?? throw new InvalidOperationException($"{rule.EventName} is an event of a project.") : null,
            DomainId = organisation,
            UserId = action.Starter?.UserId,
            UserName = action.Starter?.UserName,
            CredentialId = action.Starter?.CredentialId,
            ResourceType = rule.ResourceType,
            ResourceId = action.ResourceId,
            ResourceName = action.ResourceName,
            OperationId = rule.OperationId,
            Status = action.Error?.Status ?? 200,
            Result = action.Error is null ? TrailResult.Success : TrailResult.Failed,
            RequestId = action.RequestId ?? "req-" + ids.NewUuid(),
            AdditionalInfo = ToJson(action),
        };
    }

    private static string? ToJson(BackgroundAction action)
    {
        if (action is { Error: null, Starter: null, Facts.Count: 0 })
        {
            return null;
        }

        return Encoding.UTF8.GetString(JsonAnswer.ToBytes(action, static (json, action) =>
        {
            json.WriteStartObject();
            if (action.Error is { } error)
            {
                json.WriteString("error_code"u8, error.Code);
            }

            if (action.Starter is { } starter)
            {
                json.WriteString("started_by_request_id"u8, starter.RequestId);
            }

            foreach (var (name, value) in action.Facts)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }));
    }
}

/// <summary>Something that the server did by itself, or could not do.</summary>
public sealed record BackgroundAction
{
    /// <summary>What it is.</summary>
    public required BackgroundRule Rule { get; init; }

    /// <summary>The request id that all events of the same work have: <c>JobRun.RequestId</c> in a job; null for one of its own.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whose it is; null for an event of the organisation.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The organisation, where it is no project's.</summary>
    public string? DomainId { get; init; }

    /// <summary>Who asked for it; null where nobody did.</summary>
    public JobStarter? Starter { get; init; }

    /// <summary>What it was done to.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The name of that.</summary>
    public string? ResourceName { get; init; }

    /// <summary>Why it could not be done; null if it was.</summary>
    public ErrorCode? Error { get; init; }

    /// <summary>Facts about it, such as a version number. Never a value that may be secret.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];
}
