namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>One server for the tests of a class, which take care not to be in each other's way.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-shared-").FullName;

    /// <summary>The server.</summary>
    public ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerProcess.StartAsync(Path.Combine(_folder, "data"));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
