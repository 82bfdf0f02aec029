using Haneul.Kernel.Audit;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Runtime;

namespace Haneul.Kernel.Operations;

/// <summary>What every call needs, resolved once per process rather than once per request.</summary>
/// <param name="Trail">Where events go.</param>
/// <param name="Ids">Ids of requests and events.</param>
/// <param name="Time">The clock.</param>
/// <param name="PublicUrls">The addresses by which callers reach the server.</param>
public sealed record CallServices(ITrail Trail, IdGenerator Ids, TimeProvider Time, PublicUrls PublicUrls);
