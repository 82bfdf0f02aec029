using System.CommandLine;

namespace Haneul.Benchmarks.Trail;

/// <summary>The verb <c>trail</c>: fills a trail with events, indexes and searches it, and prints what that takes.</summary>
internal static class TrailCommand
{
    private static readonly Option<string> Database = new("--database") { Description = "sqlite, or a PostgreSQL connection string; an empty one unless --filled.", DefaultValueFactory = _ => "sqlite" };

    private static readonly Option<string> Data = new("--data") { Description = "Folder of the SQLite file.", Required = true };

    private static readonly Option<int> Events = new("--events") { Description = "How many events.", DefaultValueFactory = _ => 10_000_000 };

    private static readonly Option<int> Rounds = new("--rounds") { Description = "Searches of each kind.", DefaultValueFactory = _ => 60 };

    private static readonly Option<bool> Filled = new("--filled") { Description = "An earlier run filled the database with as many events: appends and searches only." };

    public static Command Create()
    {
        var command = new Command("trail", "Measures searches, appends, size and index of a trail.") { Database, Data, Events, Rounds, Filled };
        command.SetAction(static (result, cancellation) => TrailScale.RunAsync(
            result.GetRequiredValue(Database), result.GetRequiredValue(Data), result.GetValue(Events), result.GetValue(Rounds), result.GetValue(Filled), cancellation));
        return command;
    }
}
