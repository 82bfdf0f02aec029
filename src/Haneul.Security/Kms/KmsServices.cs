using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;
using Haneul.Kernel.Storage.Scrubbing;
using Haneul.Security.Kms.Keys;
using Haneul.Security.Kms.Rotation;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Kms;

/// <summary>Registers the key hierarchy.</summary>
public static class KmsServices
{
    /// <summary>
    /// Adds <see cref="IKeyring"/>, <see cref="ISystemKeys"/> and <see cref="KmsStartup"/>. The host registers <see cref="HaneulOptions"/>,
    /// <see cref="IDatabase"/>, <see cref="Haneul.Kernel.Access.AllowedSubjects.AllowLists"/>, <see cref="IRandomSource"/>, <see cref="IdGenerator"/>, <see cref="TimeProvider"/> and jobs.
    /// </summary>
    public static IServiceCollection AddKms(this IServiceCollection services) => services
        .AddSingleton<RootKeyHolder>()
        .AddSingleton<SystemKeys>()
        .AddSingleton<ISystemKeys>(provider => provider.GetRequiredService<SystemKeys>())
        .AddSingleton<ServiceKeySchedule>()
        .AddSingleton<ServiceKeys>()
        .AddSingleton<RootKeyRotation>()
        .AddSingleton(new NarrowTable("kms_service_keys"))
        .AddSingleton(new NarrowTable("kms_system_keys"))
        .AddSingleton<OpenedKeys>()
        .AddSingleton<KeyMaterials>()
        .AddSingleton<KeyVersionLookup>()
        .AddSingleton<IProtectionKeys, ProtectionKeys>()
        .AddSingleton<IKeyring, Envelope>()
        .AddSingleton<IBackupCheck, SystemKeysCheck>()
        .AddSingleton<IBackupCheck, ServiceKeysCheck>()
        .AddSingleton<IBackupCheck, KeyMaterialCheck>()
        .AddSingleton(provider => new KmsStartup(
            provider.GetRequiredService<IDatabase>(),
            provider.GetRequiredService<HaneulOptions>(),
            provider.GetRequiredService<RootKeyHolder>(),
            provider.GetRequiredService<SystemKeys>(),
            provider.GetRequiredService<RootKeyRotation>(),
            provider.GetRequiredService<ServiceKeySchedule>(),
            provider.GetRequiredService<IRandomSource>(),
            provider.GetRequiredService<TimeProvider>()));
}
