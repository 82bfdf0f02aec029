using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Kernel.Modules;

/// <summary>A service of the product: a vertical slice that plugs in here and nowhere else.</summary>
public interface IServiceModule
{
    /// <summary>Where it answers, how it speaks, which contracts bind it.</summary>
    static abstract ServiceDescriptor Descriptor { get; }

    /// <summary>Registers what its operations need.</summary>
    static abstract void AddServices(IServiceCollection services);

    /// <summary>Maps its operations below the prefix of its id: the table of contents of the service.</summary>
    static abstract void MapOperations(RouteGroupBuilder api);
}
