using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage.Migrations;
using Haneul.Security.CloudTrail;
using Haneul.Security.Iam;
using Haneul.Security.Kms;
using Haneul.Security.SecretsManager;
using Haneul.Server.ClientConfiguration;
using Haneul.WebConsole;

namespace Haneul.Server;

/// <summary>The services that this build has. To add one: a module in its assembly and a line here.</summary>
internal static class ServiceModules
{
    private static readonly Module[] Built =
    [
        Of<IamModule>(),
        Of<KmsModule>(),
        Of<SecretsManagerModule>(),
        Of<CloudTrailModule>(),
        Of<ClientConfigurationModule>(),
    ];

    /// <summary>Every service of the API, built or not.</summary>
    public static IReadOnlyList<ServiceDescriptor> Descriptors { get; } = [.. Built.Select(module => module.Descriptor), .. UnbuiltServices.All];

    /// <summary>Where the kernel and the services keep their migrations.</summary>
    public static IReadOnlyList<MigrationSource> Migrations { get; } =
    [
        AllowLists.Migrations,
        JobServices.Migrations,
        ConsoleModule.Migrations,
        .. Built.Select(module => module.Descriptor).Where(service => service.Migrations is not null)
            .Select(service => new MigrationSource(service.Id, service.Migrations!.Assembly, service.Migrations!.Namespace + ".Migrations.")),
    ];

    public static void AddServices(IServiceCollection services)
    {
        foreach (var module in Built)
        {
            module.AddServices(services);
            foreach (var types in module.Descriptor.WireTypes)
            {
                WireTypes.Add(types);
            }
        }
    }

    /// <summary>Maps every operation below the canonical prefix of its service.</summary>
    public static void MapOperations(IEndpointRouteBuilder app)
    {
        foreach (var module in Built)
        {
            module.MapOperations(app.MapGroup("/" + module.Descriptor.Id));
        }
    }

    private static Module Of<T>()
        where T : IServiceModule => new(T.Descriptor, T.AddServices, T.MapOperations);

    private sealed record Module(ServiceDescriptor Descriptor, Action<IServiceCollection> AddServices, Action<RouteGroupBuilder> MapOperations);
}
