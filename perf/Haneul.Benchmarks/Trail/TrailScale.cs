using System.Globalization;
using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Migrations;
using Haneul.Security.CloudTrail;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Index;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.Benchmarks.Trail;

/// <summary>
/// Fills a trail through the product's own writer, seals and indexes it, and searches it as the operation does, without the web server. Prints a line for each figure.
/// </summary>
internal sealed class TrailScale : IAsyncDisposable
{
    private const int EventsOfTransaction = 2_000;
    private const int WarmUp = 40;
    private const int Appends = 4_000;
    private const int Callers = 32;

    private readonly IDatabase _database;
    private readonly TrailDictionary _dictionary;
    private readonly TrailChain _chain;
    private readonly TrailWriter _trail;
    private readonly EraIndexer _indexer;
    private readonly EventSearch _search;
    private readonly TrailData _data;
    private readonly int _events;
    private int _appended;
    private bool _isFilled;

    private TrailScale(IDatabase database, int events)
    {
        var ids = new IdGenerator(new SystemRandomSource(), TimeProvider.System);
        var keys = new BenchKeys();
        _database = database;
        _events = events;
        _data = new TrailData(events, TimeProvider.System.GetUtcNow());
        _dictionary = new TrailDictionary(database);
        _chain = new TrailChain(database, keys, new ChainRecovery(keys, TimeProvider.System), ids, TimeProvider.System, NullLogger<TrailChain>.Instance);
        _trail = new TrailWriter(database, _dictionary, _chain, keys);
        _indexer = new EraIndexer(database, ids, TimeProvider.System);
        _search = new EventSearch(database, new SearchWindow(TimeProvider.System, TimeSpan.FromDays(90)));
    }

    public static async Task<int> RunAsync(string setting, string folder, int events, int rounds, bool isFilled, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var database = await new DatabaseFactory(new SystemRandomSource(), TimeProvider.System).OpenAsync(setting, folder, cancellation);
        await using var opened = (IAsyncDisposable)database;
        await Migrator.MigrateAsync(
            database, [new MigrationSource("cloud-trail", typeof(CloudTrailModule).Assembly, typeof(CloudTrailModule).Namespace + ".Migrations")], TimeProvider.System, cancellation);
        await using var scale = new TrailScale(database, events) { _isFilled = isFilled };
        await scale._chain.OpenAsync(cancellation);
        await scale._chain.StartAsync(cancellation); // As in the server: what is appended is sealed, and the chain stays this process's.
        await scale.MeasureAsync(rounds, cancellation);
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _chain.DisposeAsync();
        _dictionary.Dispose();
    }

    private async Task MeasureAsync(int rounds, CancellationToken cancellation)
    {
        await AppendAsync(cancellation);
        if (!_isFilled)
        {
            await MeasureGrowthAsync(cancellation);
        }

        Print($"append, {_events} events", await AppendAsync(cancellation));
        Print($"append, {_events} events", await AppendAsync(cancellation));

        // As the server has it at any time: all but the last seconds sealed, and complete eras indexed.
        await _chain.SealAsync(cancellation);
        await IndexAsync(cancellation);
        foreach (var search in TrailSearches.All(_data, _events))
        {
            await MeasureAsync(search, rounds, cancellation);
        }
    }

    private async Task MeasureGrowthAsync(CancellationToken cancellation)
    {
        Print("append, empty", await AppendAsync(cancellation));
        await FillAsync(cancellation);
        var before = await SizeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes an event, without index: {(double)before / _events:F0}"));

        var idle = await AppendWhileAsync(Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellation), cancellation);
        Print("append by one caller, idle", idle);
        Task building = IndexAsync(cancellation);
        Print("append by one caller, while eras are indexed", await AppendWhileAsync(building, cancellation));
        await building;
        var after = await SizeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes an event, with index: {(double)after / _events:F0}"));
    }

    private async Task MeasureAsync(TrailSearch search, int rounds, CancellationToken cancellation)
    {
        var times = new List<double>();
        var found = 0L;
        var busy = TimeSpan.Zero;
        for (var round = -WarmUp; round < rounds; round++)
        {
            if (round == 0)
            {
                busy = Environment.CpuUsage.TotalTime;
            }

            var begun = TimeProvider.System.GetTimestamp();
            var page = await _search.FindAsync(search.Query(Math.Abs(round)), search.View, null, cancellation);
            var first = TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds;
            begun = TimeProvider.System.GetTimestamp();
            var second = page.Next is { } next ? await _search.FindAsync(search.Query(Math.Abs(round)), search.View, next, cancellation) : null;
            if (round < 0)
            {
                continue;
            }

            times.Add(first);
            found += page.Rows.Count;
            if (second is not null)
            {
                times.Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
                found += second.Rows.Count;
            }
        }

        // On a machine that does other things as well, the time of the processor says more than that of the clock.
        busy = (Environment.CpuUsage.TotalTime - busy) / times.Count;
        Print(string.Create(CultureInfo.InvariantCulture, $"{search.Name} ({(double)found / times.Count:F0} found, {busy.TotalMilliseconds:F2} ms of a processor)"), times);
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        for (var first = 0; first < _events; first += EventsOfTransaction)
        {
            var events = Enumerable.Range(first, Math.Min(EventsOfTransaction, _events - first)).Select(_data.Event).ToList();
            await _trail.AppendAsync(events, cancellation);
            await _chain.SealAsync(cancellation);
        }

        _isFilled = true;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"filled with {_events} events in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:F0} s"));
    }

    private async Task IndexAsync(CancellationToken cancellation)
    {
        var times = new List<double>();
        var chain = (await _database.ReadAsync(IndexedChain.ListAsync, cancellation))[0];
        for (var era = chain.NextEra; Era.LastSequenceOf(era) <= chain.SealedThrough; era++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            await _indexer.RunAsync(era, cancellation);
            times.Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
        }

        Print($"indexing an era, {times.Count} eras", times);
    }

    private async Task<List<double>> AppendAsync(CancellationToken cancellation)
    {
        var callers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            var times = new List<double>();
            for (var count = 0; count < Appends / Callers; count++)
            {
                times.Add(await AppendOneAsync(cancellation));
            }

            return times;
        })));
        return [.. callers.SelectMany(static times => times)];
    }

    private async Task<List<double>> AppendWhileAsync(Task other, CancellationToken cancellation)
    {
        var times = new List<double>();
        while (!other.IsCompleted)
        {
            times.Add(await AppendOneAsync(cancellation));
        }

        return times;
    }

    private async Task<double> AppendOneAsync(CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _appended);
        var appended = _data.Event(_events - 1 - (number % 1000)) with { Time = _isFilled ? UnixTime.ToMicroseconds(TimeProvider.System.GetUtcNow()) : _data.TimeOf(0) };
        var begun = TimeProvider.System.GetTimestamp();
        await _trail.AppendAsync(appended, cancellation);
        return TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds;
    }

    private async Task<long> SizeAsync()
    {
        Sql size = $"SELECT pg_database_size(current_database())";
        if (_database.Engine == DatabaseEngine.Sqlite)
        {
            size = $"SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        }

        return await _database.ReadAsync(session => session.QueryFirstOrDefaultAsync(size, static row => row.GetInt64(0)));
    }

    private static void Print(string name, List<double> times)
    {
        times.Sort();
        double At(double part) => times[Math.Min((int)(times.Count * part), times.Count - 1)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: p50 {At(0.5):F2} ms, p95 {At(0.95):F2} ms, p99 {At(0.99):F2} ms, longest {times[^1]:F2} ms, mean {times.Average():F2} ms"));
    }

    private sealed class BenchKeys : ISystemKeys
    {
        public void ComputeHmac(SystemKey key, ReadOnlySpan<byte> data, Span<byte> destination) => HMACSHA256.HashData([(byte)key], data, destination);
    }
}
