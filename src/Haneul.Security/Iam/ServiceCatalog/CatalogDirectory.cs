using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Federation.ServiceProviders;
using Haneul.Security.Iam.ServiceCatalog.Endpoints;
using Haneul.Security.Iam.ServiceCatalog.Regions;
using Haneul.Security.Iam.ServiceCatalog.Services;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServiceCatalog;

/// <summary>Reads the entries of the catalogue and keeps them under the revocation epoch, so that a change of them acts at once and on every node.</summary>
internal sealed class CatalogDirectory(BuiltInEntries builtIn, RevocationEpoch epoch, TimeProvider time)
{
    private volatile CatalogEntries? _entries;

    /// <summary>The entries as of now, if they are in memory; null if they must be read.</summary>
    public CatalogEntries? FindKept() => _entries is { } kept && epoch.StillIs(kept.Epoch, time) ? kept : null;

    /// <summary>The entries as of now.</summary>
    public async ValueTask<CatalogEntries> GetAsync(IDatabaseSession session) => FindKept() ?? (_entries = await ReadAsync(session));

    /// <summary>The entries as the session has them: for changes, which see what they did themselves.</summary>
    public async ValueTask<CatalogEntries> ReadAsync(IDatabaseSession session)
    {
        // The epoch is taken before the rows are read, so that a change in between makes the result stale, never the other way round.
        var now = epoch.Value;
        // A region that was added before the installation was given its name is the installation's from then on.
        var regions = await session.QueryAsync($"SELECT {CatalogRegion.Columns} FROM iam_regions WHERE id <> {builtIn.Region.Id} ORDER BY id", CatalogRegion.Read);
        var services = await session.QueryAsync($"SELECT {CatalogService.Columns} FROM iam_services ORDER BY created_at, id", CatalogService.Read);
        var endpoints = await session.QueryAsync($"SELECT {CatalogEndpoint.Columns} FROM iam_endpoints ORDER BY created_at, id", CatalogEndpoint.Read);
        var hasFilters = await session.QueryFirstOrDefaultAsync(
            $"SELECT CASE WHEN EXISTS (SELECT 1 FROM iam_project_endpoints) OR EXISTS (SELECT 1 FROM iam_project_endpoint_groups) THEN 1 ELSE 0 END", static row => row.GetInt64(0)) == 1;
        var providers = await session.QueryAsync($"SELECT {ServiceProvider.Columns} FROM iam_service_providers WHERE enabled = 1 ORDER BY id", ServiceProvider.Read);
        return new(now, [builtIn.Region, .. regions], [.. builtIn.Services, .. services], [.. builtIn.Endpoints, .. endpoints], hasFilters) { ServiceProviders = providers };
    }
}
