using Microsoft.AspNetCore.Builder;

namespace Haneul.Kernel.Operations;

/// <summary>Binds operations to routes.</summary>
public static class OperationRouting
{
    /// <summary>Declares which operation a route is. A route without one keeps the server from starting.</summary>
    public static RouteHandlerBuilder For(this RouteHandlerBuilder route, Operation operation)
    {
        route.Add(endpoint =>
        {
            endpoint.Metadata.Add(operation);
            endpoint.DisplayName = operation.Name;
        });
        return route;
    }
}
