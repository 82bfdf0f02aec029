using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Runtime;

namespace Haneul.Kernel.Operations;

/// <summary>What every call needs, resolved once per process rather than once per request.</summary>
/// <param name="Trail">Where events go.</param>
/// <param name="Ids">Ids of requests and events.</param>
/// <param name="Time">The clock.</param>
/// <param name="PublicUrls">The addresses by which callers reach the server.</param>
/// <param name="Addresses">The services.</param>
public sealed record CallServices(ITrail Trail, IdGenerator Ids, TimeProvider Time, PublicUrls PublicUrls, AddressBook Addresses)
{
    /// <summary>The service that signs callers in.</summary>
    public ServiceDescriptor? Identity { get; } = Addresses.Services.FirstOrDefault(service => service.Dialect == Dialect.Keystone);
}
