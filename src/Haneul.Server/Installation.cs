using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Server;

/// <summary>
/// An installation that this process holds: its folder locked, its database migrated, its parts put together. The server goes on to listen; offline verbs
/// do their work and leave.
/// </summary>
/// <param name="App">The application.</param>
/// <param name="Database">Its database.</param>
/// <param name="Folder">The lock on its data folder.</param>
/// <param name="Options">Its settings.</param>
/// <param name="Addresses">Where it is to listen.</param>
internal sealed record Installation(WebApplication App, IDatabase Database, DataFolderLock Folder, HaneulOptions Options, ListenAddresses Addresses) : IAsyncDisposable
{
    /// <summary>Lets go of everything in order: requests, then database, then the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        if (Database is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        Folder.Dispose();
    }
}
