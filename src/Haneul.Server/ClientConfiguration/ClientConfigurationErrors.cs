using Haneul.Kernel.Dialects;

namespace Haneul.Server.ClientConfiguration;

/// <summary>The errors of Client Configuration.</summary>
internal static class ClientConfigurationErrors
{
    public static readonly ErrorCode UnknownService = new(404, "ServiceNotFound", "No service has this name. The call ResolveClientEndpoint lists the names.");
}
