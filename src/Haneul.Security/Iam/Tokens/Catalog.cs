using System.Collections.Concurrent;
using System.Text.Json;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Federation.ServiceProviders;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Security.Iam.ServiceCatalog.EndpointFilters;
using Haneul.Security.Iam.ServiceCatalog.Endpoints;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// The service catalogue inside a token: the enabled services and their enabled endpoints, those of the server itself at the address by which this caller reaches it.
/// A project that is associated with endpoints sees only those (OS-EP-FILTER).
/// </summary>
internal sealed class Catalog(IDatabase database, CatalogDirectory directory)
{
    private const int MostRenderings = 256;

    private volatile Renderings _renderings = new(entries: null);

    /// <summary>The catalogue as a JSON list.</summary>
    /// <param name="call">The call, by whose address the server's own services are named.</param>
    /// <param name="projectId">The project of the token; null for a token of another scope, which sees no address that names a project.</param>
    /// <param name="userId">The user of the token.</param>
    public ValueTask<byte[]> ForAsync(Call call, string? projectId, string userId)
    {
        if (directory.FindKept() is { } entries && RenderingsOf(entries) is var renderings && renderings.ByKey.TryGetValue(renderings.KeyOf(call, projectId, userId), out var kept))
        {
            return new(kept);
        }

        return new(MakeAsync(call, projectId, userId));
    }

    /// <summary>The enabled service providers.</summary>
    public ValueTask<IReadOnlyList<ServiceProvider>> ServiceProvidersAsync(Call call)
    {
        return directory.FindKept() is { } entries ? new(entries.ServiceProviders) : new(ReadAsync());

        async Task<IReadOnlyList<ServiceProvider>> ReadAsync() =>
            (await database.ReadAsync(session => directory.GetAsync(session), call.Context.RequestAborted)).ServiceProviders;
    }

    private async Task<byte[]> MakeAsync(Call call, string? projectId, string userId)
    {
        var (entries, visible) = await database.ReadAsync(async session =>
        {
            var read = await directory.GetAsync(session);
            var only = projectId is not null && read.HasProjectFilters ? await ProjectEndpoints.EndpointsOfAsync(session, read, projectId) : [];
            return (read, only.Count > 0 ? only : null);
        }, call.Context.RequestAborted);
        var made = JsonAnswer.ToBytes((entries, visible, call, projectId, userId), static (json, state) => Write(json, state.entries, state.visible, state.call, state.projectId, state.userId));
        var renderings = RenderingsOf(entries);
        if (renderings.ByKey.Count >= MostRenderings)
        {
            // Made-up Host headers, or many projects with filters or addresses of their own: making one anew costs little.
            renderings.ByKey.Clear();
        }

        return renderings.ByKey[renderings.KeyOf(call, projectId, userId)] = made;
    }

    private Renderings RenderingsOf(CatalogEntries entries) => _renderings is { } kept && ReferenceEquals(kept.Entries, entries) ? kept : _renderings = new(entries);

    private static void Write(Utf8JsonWriter json, CatalogEntries entries, IReadOnlyList<CatalogEndpoint>? visible, Call call, string? projectId, string userId)
    {
        var endpoints = (visible ?? entries.Endpoints).Where(static endpoint => endpoint.IsEnabled).ToLookup(static endpoint => endpoint.ServiceId, StringComparer.Ordinal);
        json.WriteStartArray();
        foreach (var service in entries.Services.Where(service => service.IsEnabled && (visible is null || endpoints.Contains(service.Id))))
        {
            json.WriteStartObject();
            json.WriteStartArray("endpoints"u8);
            foreach (var endpoint in endpoints[service.Id])
            {
                if ((endpoint.BuiltIn is { } own ? call.UrlOf(own) : endpoint.Template?.For(projectId, userId)) is { } url)
                {
                    WriteEndpoint(json, endpoint, url);
                }
            }

            json.WriteEndArray();
            json.WriteString("id"u8, service.Id);
            json.WriteString("type"u8, service.Type);
            json.WriteString("name"u8, service.Name ?? "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEndpoint(Utf8JsonWriter json, CatalogEndpoint endpoint, string url)
    {
        // The vendor's contract has no null here, where Keystone has; to clients an empty region is none either.
        var region = endpoint.RegionId ?? "";
        json.WriteStartObject();
        json.WriteString("id"u8, endpoint.Id);
        json.WriteString("interface"u8, endpoint.Interface);
        json.WriteString("region_id"u8, region);
        json.WriteString("url"u8, url);
        json.WriteString("region"u8, region);
        json.WriteEndObject();
    }

    /// <summary>What a catalogue depends on beside the entries: no more than it must, so that most callers share one.</summary>
    private readonly record struct RenderingKey(CallAddress Address, bool HasProject, string? ProjectId, string? UserId);

    /// <summary>The catalogues made of the entries of one epoch.</summary>
    private sealed class Renderings
    {
        private readonly bool _perProject;
        private readonly bool _perUser;

        public Renderings(CatalogEntries? entries)
        {
            Entries = entries;
            _perProject = entries is not null && (entries.HasProjectFilters || entries.Endpoints.Any(static endpoint => endpoint.Template is { NamesProject: true }));
            _perUser = entries is not null && entries.Endpoints.Any(static endpoint => endpoint.Template is { NamesUser: true });
        }

        public CatalogEntries? Entries { get; }

        public ConcurrentDictionary<RenderingKey, byte[]> ByKey { get; } = new();

        public RenderingKey KeyOf(Call call, string? projectId, string userId) =>
            new(CallAddress.Of(call), projectId is not null, _perProject ? projectId : null, _perUser ? userId : null);
    }
}
