using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;

namespace Haneul.Kernel.Operations;

/// <summary>
/// One operation of the API as a catalogue entry. Bound to its route by <see cref="OperationRouting.For"/>; the start-up check, the authorisation,
/// the trail, the metrics, the generated references and the role matrix test all read it from there.
/// </summary>
public sealed record Operation
{
    /// <param name="service">Id of the service, such as <c>secrets-manager</c>.</param>
    /// <param name="operationId">Its operationId in the service's contract documents.</param>
    /// <param name="permission">What the caller needs.</param>
    /// <param name="trail">What it leaves on the trail.</param>
    /// <param name="errors">The errors of its own, beside <see cref="CommonErrors"/>.</param>
    public Operation(string service, string operationId, Permission permission, TrailRule trail, params ErrorCode[] errors)
    {
        Service = service;
        OperationId = operationId;
        Permission = permission;
        Trail = trail;
        Errors = errors;
    }

    /// <summary>Id of the service that owns it.</summary>
    public string Service { get; }

    /// <summary>operationId in a contract document of the service.</summary>
    public string OperationId { get; }

    /// <summary>Unique name in metrics and references: <c>secrets-manager.CreateSecret</c>.</summary>
    public string Name => $"{Service}.{OperationId}";

    /// <summary>What the caller needs.</summary>
    public Permission Permission { get; }

    /// <summary>What each call leaves on the trail.</summary>
    public TrailRule Trail { get; }

    /// <summary>The errors of its own.</summary>
    public IReadOnlyList<ErrorCode> Errors { get; }

    /// <summary>
    /// The operationId of the same call at the service's published addresses, where it has another shape (the seeds' read of a value answers flat);
    /// null for operations with one shape.
    /// </summary>
    public string? PublishedOperationId { get; init; }

    /// <summary>
    /// Says of a call whether tokens of access keys may make it whatever their access rules, as looking at one's own token; null for operations of which no call is open.
    /// </summary>
    public Func<Call, bool>? IsOpenWhateverTheAccessRules { get; init; }

    /// <summary>The dialect of the published shape.</summary>
    public Dialect PublishedDialect { get; init; } = Dialect.FlatEnvelope;
}
