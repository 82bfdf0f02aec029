using Haneul.Kernel.Dialects;

namespace Haneul.Server;

/// <summary>
/// Services of the published API that are not built yet. Their contracts are known, so a call gets 501 after authentication
/// instead of a 404 that would look like a wrong address. A service leaves this list when its module arrives.
/// </summary>
internal static class UnbuiltServices
{
    public static IReadOnlyList<ServiceDescriptor> All { get; } =
    [
        new ServiceDescriptor("bcs", "Beyond Compute Service", Dialect.Platform, "bcs.openapi.json").At("bcs"),
        new ServiceDescriptor("image", "Image", Dialect.Platform, "image.openapi.json").At("image"),
        new ServiceDescriptor("volume", "Volume", Dialect.Platform, "volume.openapi.json").At("volume"),
        new ServiceDescriptor("vpc", "VPC", Dialect.Platform, "vpc.openapi.json", "internetgateway.openapi.json").At("vpc"),
        new ServiceDescriptor("network", "Network", Dialect.Platform, "network.openapi.json").At("network"),
        new ServiceDescriptor("load-balancer", "Load Balancing", Dialect.Platform, "loadbalancer.openapi.json").At("load-balancer"),
        new ServiceDescriptor("tgw", "Transit Gateway", Dialect.Platform, "tgw.openapi.json").At("tgw"),
        new ServiceDescriptor("kubernetes-engine", "Kubernetes Engine", Dialect.Platform, "kubernetesengine.openapi.json").At("kubernetes-engine"),
        new ServiceDescriptor("mysql", "MySQL", Dialect.Platform, "mysql.openapi.json").At("mysql"),
    ];
}
