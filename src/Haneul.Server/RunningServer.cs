using Haneul.Kernel.Runtime;
using Haneul.Security.Kms;
using Haneul.Server.Start;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Haneul.Server;

/// <summary>A server that listens. Disposing it stops it.</summary>
internal sealed class RunningServer(Installation installation, BootstrapFile? created, IDisposable? telemetry) : IAsyncDisposable
{
    /// <summary>The application.</summary>
    public WebApplication App => installation.App;

    /// <summary>What the first start created; null on any other start.</summary>
    public BootstrapFile? Created => created;

    /// <summary>The address that it really listens on first.</summary>
    public string Url => App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Prints the banner.</summary>
    public void PrintBanner(TextWriter output, bool isTerminal) =>
        Banner.Print(output, isTerminal, installation.Options.PublicUrl ?? Url, installation.Options, created, App.Services.GetRequiredService<KmsStartup>().RootKeyFingerprint);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await installation.DisposeAsync();
        telemetry?.Dispose();
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
