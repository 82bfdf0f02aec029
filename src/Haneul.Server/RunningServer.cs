using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms;
using Haneul.Server.Start;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Haneul.Server;

/// <summary>A server that listens. Disposing it stops it in order: requests, then database, then the folder's lock.</summary>
internal sealed class RunningServer(
    WebApplication app, IDatabase database, DataFolderLock folder, HaneulOptions options, BootstrapFile? created, IDisposable? telemetry) : IAsyncDisposable
{
    /// <summary>The application.</summary>
    public WebApplication App => app;

    /// <summary>What the first start created; null on any other start.</summary>
    public BootstrapFile? Created => created;

    /// <summary>The address that it really listens on first.</summary>
    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Prints the banner.</summary>
    public void PrintBanner(TextWriter output, bool isTerminal) =>
        Banner.Print(output, isTerminal, options.PublicUrl ?? Url, options, created, app.Services.GetRequiredService<KmsStartup>().RootKeyFingerprint);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (database is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        telemetry?.Dispose();
        folder.Dispose();
    }
}

/// <summary>The parts that a test puts in the place of the real ones.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Random">The source of randomness.</param>
/// <param name="Replace">Changes registrations last; null for none.</param>
internal sealed record ServerParts(TimeProvider Time, IRandomSource Random, Action<IServiceCollection>? Replace = null)
{
    /// <summary>The clock and the randomness of the machine.</summary>
    public static ServerParts Real { get; } = new(TimeProvider.System, new SystemRandomSource());
}
