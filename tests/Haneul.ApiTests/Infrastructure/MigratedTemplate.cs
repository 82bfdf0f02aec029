using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage.Migrations;
using Haneul.Server;

[assembly: AssemblyFixture(typeof(MigratedTemplate))]

namespace Haneul.ApiTests.Infrastructure;

/// <summary>
/// A database of the engine of this run with every table and not one row, made when it is first asked for and gone with the run: a fixture that copies it is ready
/// sooner than one that makes each table anew.
/// </summary>
public sealed class MigratedTemplate : IAsyncDisposable
{
    private static readonly Lazy<Task<TestDatabase>> Made = new(MakeAsync);

    /// <summary>The database; nobody has it open.</summary>
    public static Task<TestDatabase> Database => Made.Value;

    public async ValueTask DisposeAsync()
    {
        if (Made.IsValueCreated)
        {
            await (await Made.Value).DisposeAsync();
        }
    }

    private static async Task<TestDatabase> MakeAsync()
    {
        var template = await TestDatabase.CreateAsync();
        var database = await template.OpenAsync();
        await Migrator.MigrateAsync(database, ServiceModules.Migrations, TimeProvider.System, CancellationToken.None);
        await template.CloseAsync(database);
        return template;
    }
}
