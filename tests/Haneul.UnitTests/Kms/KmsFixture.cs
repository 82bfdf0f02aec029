using System.Collections.Concurrent;
using Haneul.Kernel.Access;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms;
using Haneul.Security.Kms.Rotation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.UnitTests.Kms;

/// <summary>One process of the product as far as KMS goes: the real registrations over a database, which several fixtures may share.</summary>
internal sealed class KmsFixture : IDisposable
{
    private readonly ServiceProvider _services;

    public KmsFixture(KmsDatabase database, string dataFolder, string? rootKey = null, string? previousRootKey = null)
    {
        Database = database;
        _services = new ServiceCollection()
            .AddSingleton(database.Database)
            .AddSingleton<IRandomSource, SystemRandomSource>()
            .AddSingleton<IdGenerator>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(HaneulOptions.Read(new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Haneul:RootKey"] = rootKey,
                    ["Haneul:PreviousRootKey"] = previousRootKey,
                    ["Haneul:DataDirectory"] = dataFolder,
                })
                .Build()))
            .AddSingleton<ISubjects, NoSubjects>()
            .AddSingleton<IProjectOrganisations, OneOrganisation>()
            .AddSingleton<AllowLists>()
            .AddSingleton<ITrail>(Trail)
            .AddLogging()
            .AddJobs()
            .AddKms()
            .AddSingleton<IJobHandler, RewrapRootJob>()
            .BuildServiceProvider(validateScopes: true);
    }

    public KmsDatabase Database { get; }

    public RecordingTrail Trail { get; } = new();

    public HaneulOptions Options => _services.GetRequiredService<HaneulOptions>();

    public KmsStartup Startup => _services.GetRequiredService<KmsStartup>();

    public IKeyring Keyring => _services.GetRequiredService<IKeyring>();

    public ISystemKeys SystemKeys => _services.GetRequiredService<ISystemKeys>();

    public ServiceKeys ServiceKeys => _services.GetRequiredService<ServiceKeys>();

    public RootKey RootKey => _services.GetRequiredService<RootKeyHolder>().Key;

    public IRandomSource Random => _services.GetRequiredService<IRandomSource>();

    /// <summary>A process that has been through its first start, or a later one, and works.</summary>
    public static async Task<KmsFixture> StartAsync(KmsDatabase database, string dataFolder, string? rootKey = null, string? previousRootKey = null)
    {
        var fixture = new KmsFixture(database, dataFolder, rootKey, previousRootKey);
        var opening = await fixture.Startup.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Null(opening.Refusal);
        if (opening.IsFirstStart)
        {
            await fixture.InitializeAsync();
        }

        return fixture;
    }

    public async Task InitializeAsync(bool keep = true)
        => await Database.Database.WriteAsync(
            async transaction =>
            {
                await Startup.InitializeAsync(transaction);
                if (!keep)
                {
                    transaction.RollBack();
                }

                return true;
            },
            TestContext.Current.CancellationToken);

    public byte[] Hmac(SystemKey key, string text)
    {
        var hmac = new byte[Hash256.Size];
        SystemKeys.ComputeHmac(key, System.Text.Encoding.UTF8.GetBytes(text), hmac);
        return hmac;
    }

    /// <summary>Does what jobs have to do now.</summary>
    public Task RunDueJobsAsync() => _services.GetRequiredService<JobWorker>().RunDueAsync(TestContext.Current.CancellationToken);

    public void Dispose() => _services.DisposeAsync().AsTask().GetAwaiter().GetResult();
}

/// <summary>Keeps the events that it is given.</summary>
internal sealed class RecordingTrail : ITrail
{
    public ConcurrentQueue<TrailEvent> Events { get; } = [];

    public ValueTask RecordAsync(ITransaction transaction, TrailEvent trailEvent)
    {
        Events.Enqueue(trailEvent);
        return default;
    }

    public ValueTask RecordAsync(ITransaction transaction, IReadOnlyList<TrailEvent> trailEvents)
    {
        foreach (var trailEvent in trailEvents)
        {
            Events.Enqueue(trailEvent);
        }

        return default;
    }

    public ValueTask AppendAsync(TrailEvent trailEvent, CancellationToken cancellation) => RecordAsync(null!, trailEvent);

    public ValueTask AppendAsync(IReadOnlyList<TrailEvent> trailEvents, CancellationToken cancellation) => RecordAsync(null!, trailEvents);
}

/// <summary>An identity service without members.</summary>
internal sealed class NoSubjects : ISubjects
{
    public ValueTask<IReadOnlyList<Subject>> FindAsync(IDatabaseSession session, string projectId, IReadOnlyList<string> ids) => new([]);

    public ValueTask<IReadOnlyList<PermissionHolder>> HoldersAsync(IDatabaseSession session, string projectId, Permission permission) => new([]);

    public Sql IdsOf(string userId) => $"SELECT {userId}";
}

/// <summary>An identity service in which all projects are of one organisation.</summary>
internal sealed class OneOrganisation : IProjectOrganisations
{
    public ValueTask<string?> FindAsync(IDatabaseSession session, string projectId) => new("default");
}

/// <summary>A folder of its own for each test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("haneul-kms-").FullName;

    public static implicit operator string(TemporaryFolder folder) => folder.Path;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string FileOf(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
