using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Migrations;
using Haneul.Security.CloudTrail;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Index;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>A trail on a fresh database, for the suites that prove both engines alike.</summary>
public abstract class TrailContract(DatabaseEngine engine) : IAsyncLifetime
{
    protected const string Project = "0f6f9e5d2b1c4a7f8e3d6c5b4a392817";
    protected const string Domain = "default";

    private TrailDictionary? _dictionary;

    protected TestDatabase Test { get; private set; } = null!;

    protected IDatabase Database { get; private set; } = null!;

    internal ITrail Trail { get; private set; } = null!;

    internal TrailChain Chain { get; private set; } = null!;

    internal FixedKeys Keys { get; } = new(7);

    internal EventSearch Search { get; private set; } = null!;

    internal EraIndexer Indexer { get; private set; } = null!;

    internal IndexBuilder Index { get; private set; } = null!;

    internal static EventView ProjectOnly { get; } = new(Project, null);

    internal static EventView WithOrganisation { get; } = new(Project, Domain);

    private IdGenerator Ids { get; } = new(new SystemRandomSource(), TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        Test = await TestDatabase.CreateAsync(engine);
        var database = await Test.OpenAsync();
        await Migrator.MigrateAsync(
            database,
            [new MigrationSource("cloud-trail", typeof(CloudTrailModule).Assembly, typeof(CloudTrailModule).Namespace + ".Migrations")],
            TimeProvider.System);
        await Test.CloseAsync(database);
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _dictionary?.Dispose();
        if (Chain is not null)
        {
            await Index.DisposeAsync();
            await Chain.DisposeAsync();
        }

        if (Test is not null)
        {
            await Test.DisposeAsync();
        }
    }

    /// <summary>Opens the database again, as a server that starts does.</summary>
    protected async Task ReopenAsync()
    {
        await Chain.DisposeAsync();
        await Test.CloseAsync(Database);
        await OpenAsync();
    }

    internal TrailEvent NewEvent(long time = 1_000_000) => new()
    {
        Id = Ids.NewTimeOrderedUuid(),
        Time = time,
        Name = "Get Secret Version Value",
        Category = TrailCategory.Project,
        ServiceName = "OpenAPI",
        SourceService = "Secrets Manager",
        ProjectId = Project,
        DomainId = Domain,
        UserId = "11111111111111111111111111111111",
        UserName = "ann@example.org",
        CredentialId = "22222222222222222222222222222222",
        SourceAddress = "192.0.2.7",
        UserAgent = "curl/8.5.0",
        ResourceType = "Secret Version",
        ResourceName = "db/password",
        ResourceId = "019a0000-0000-7000-8000-000000000001",
        Method = "GET",
        Path = "/secrets-manager/api/v1/secrets/019a0000-0000-7000-8000-000000000001/versions/value",
        OperationId = "GetSecretValue",
        Status = 200,
        Result = TrailResult.Success,
        RequestId = "req-019a0000-0000-7000-8000-0000000000ff",
        AdditionalInfo = """{"version":"3"}""",
    };

    internal async Task<List<string>> FindAsync(EventQuery query, EventView? view = null) =>
        [.. (await Search.FindAsync(query, view ?? WithOrganisation, null, CancellationToken.None)).Rows.Select(row => row.Event.EventId)];

    /// <summary>Every event of a query, page by page; <paramref name="betweenPages"/> runs after each page.</summary>
    internal async Task<List<string>> WalkAsync(EventQuery query, EventView view, Func<Task>? betweenPages = null)
    {
        var found = new List<string>();
        EventPosition? after = null;
        do
        {
            var page = await Search.FindAsync(query, view, after, CancellationToken.None);
            Assert.InRange(page.Rows.Count, 0, query.Limit);
            found.AddRange(page.Rows.Select(row => row.Event.EventId));
            after = page.Next;
            await (betweenPages?.Invoke() ?? Task.CompletedTask);
        }
        while (after is not null);
        return found;
    }

    private async Task OpenAsync()
    {
        Database = await Test.OpenAsync();
        _dictionary?.Dispose();
        _dictionary = new TrailDictionary(Database);
        Chain = new TrailChain(Database, Keys, new ChainRecovery(Keys, TimeProvider.System), Ids, TimeProvider.System, NullLogger<TrailChain>.Instance);
        await Chain.OpenAsync(CancellationToken.None);
        Trail = new TrailWriter(Database, _dictionary, Chain, Keys);
        Search = new EventSearch(Database, new SearchWindow(TimeProvider.System, TimeSpan.FromDays(365 * 100)));
        Indexer = new EraIndexer(Database, Ids, TimeProvider.System);
        Index = new IndexBuilder(Database, Indexer, TimeProvider.System, NullLogger<IndexBuilder>.Instance);
    }
}
