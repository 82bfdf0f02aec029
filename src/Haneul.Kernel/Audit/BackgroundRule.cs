using Haneul.Kernel.Modules;

namespace Haneul.Kernel.Audit;

/// <summary>
/// The rule by which something that the server does by itself becomes an event: what <see cref="TrailRule"/> is to an operation. Declared as a static field of whatever does
/// it; docs/generated/events.md lists them all.
/// </summary>
/// <param name="Service">The service that does it, which stands where a call has <c>OpenAPI</c>.</param>
/// <param name="EventName">Name of the event: the row of the catalogue (spec/events.md section 5) where there is one, else words like it.</param>
/// <param name="ResourceType">The resource type of the catalogue row.</param>
/// <param name="Category">Organisation or project.</param>
/// <param name="OperationId">What stands where a call has its operationId: the kind of the job.</param>
/// <param name="Occasion">When it happens, for people: <c>at the time that was set for it</c>.</param>
public sealed record BackgroundRule(ServiceDescriptor Service, string EventName, string ResourceType, TrailCategory Category, string OperationId, string Occasion);
