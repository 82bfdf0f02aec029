using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Modules;

/// <summary>How a request named the service that it wants.</summary>
public enum AddressForm
{
    /// <summary>By a path at the root, as the seeds' curl commands with only the host replaced.</summary>
    Root,

    /// <summary>By the path prefix <c>/name</c>.</summary>
    Prefix,

    /// <summary>By its host <c>name.…</c>.</summary>
    Host,
}

/// <summary>A request's way to a service.</summary>
/// <param name="Address">The address used.</param>
/// <param name="Form">How it was used.</param>
public readonly record struct Destination(ServiceAddress Address, AddressForm Form);

/// <summary>
/// Finds the service of a request by Host, prefix or root path (decisions.md 3) and gives its path the one canonical form
/// <c>/service-id/…</c> that routes are mapped under. One route per operation serves every address (docs/adr/0002).
/// </summary>
public sealed class AddressBook
{
    private static readonly string[] SeedHosts = ["iam.kakaocloud.com", "secrets-manager.kr-central-2.kakaocloud.com"];

    private readonly FrozenDictionary<string, ServiceAddress> _byName;
    private readonly FrozenDictionary<string, ServiceAddress>.AlternateLookup<ReadOnlySpan<char>> _byNameSpan;
    private readonly FrozenDictionary<string, ServiceAddress> _byHost;
    private readonly (string Path, ServiceAddress Address)[] _byRoot;
    private readonly string? _domain;
    private readonly string? _publicHost;

    /// <param name="services">Every service, built or not.</param>
    /// <param name="region">The region, a label of regional host names.</param>
    /// <param name="domain">The domain that the operator gave the installation; null for none.</param>
    /// <param name="publicUrl">The address that callers use, when a proxy hides it; null for none.</param>
    /// <param name="console">What answers pages for people beside the services; null for none.</param>
    public AddressBook(IReadOnlyList<ServiceDescriptor> services, string region, string? domain, string? publicUrl = null, ServiceDescriptor? console = null)
    {
        Services = services;
        _domain = domain;
        _publicHost = publicUrl is null ? null : HostString.FromUriComponent(new Uri(publicUrl)).Host;
        var addresses = services.Concat(console is null ? [] : [console]).SelectMany(service => service.Addresses).ToList();
        _byName = addresses.ToFrozenDictionary(address => address.Name, StringComparer.OrdinalIgnoreCase);
        _byNameSpan = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        _byHost = addresses
            .SelectMany(address => HostsOf(address, region, domain).Select(host => (host, address)))
            .ToFrozenDictionary(pair => pair.host, pair => pair.address, StringComparer.OrdinalIgnoreCase);
        // Published addresses answer at the root: the seeds' commands name the data API.
        _byRoot = services
            .SelectMany(service => service.RootPaths.Select(path => (path, service.Addresses[0])))
            .ToArray();
    }

    /// <summary>Every service, built or not.</summary>
    public IReadOnlyList<ServiceDescriptor> Services { get; }

    /// <summary>The service that a request is for, and the request's path in canonical form; null for paths outside every service.</summary>
    public Destination? Resolve(HostString host, PathString path, out PathString canonicalPath)
    {
        canonicalPath = path;
        var text = path.Value ?? "";
        if (_byHost.TryGetValue(host.Host, out var byHost))
        {
            canonicalPath = new PathString("/" + byHost.Service.Id + (text == "/" ? "" : text));
            return new(byHost, AddressForm.Host);
        }

        foreach (var (rootPath, address) in _byRoot)
        {
            if (path.StartsWithSegments(rootPath, StringComparison.Ordinal))
            {
                canonicalPath = new PathString("/" + address.Service.Id + text);
                return new(address, AddressForm.Root);
            }
        }

        if (text.Length < 2)
        {
            return null;
        }

        var end = text.IndexOf('/', 1);
        var name = end < 0 ? text.AsSpan(1) : text.AsSpan(1, end - 1);
        if (!_byNameSpan.TryGetValue(name, out var byName))
        {
            return null;
        }

        if (!name.SequenceEqual(byName.Service.Id))
        {
            canonicalPath = new PathString(string.Concat("/", byName.Service.Id, end < 0 ? "" : text.AsSpan(end)));
        }

        return new(byName, AddressForm.Prefix);
    }

    /// <summary>
    /// Whether a server bound to loopback may answer to a Host: a page in a browser must not reach it by a name of its own
    /// that it made point to 127.0.0.1 (DNS rebinding; decisions.md 3).
    /// </summary>
    public bool IsLocalHost(HostString host)
    {
        var name = host.Host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (System.Net.IPAddress.TryParse(name, out var address) && System.Net.IPAddress.IsLoopback(address))
            || string.Equals(name, _publicHost, StringComparison.OrdinalIgnoreCase)
            || SeedHosts.Contains(name, StringComparer.OrdinalIgnoreCase)
            || (_domain is not null && (name.Equals(_domain, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + _domain, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> HostsOf(ServiceAddress address, string region, string? domain)
    {
        yield return $"{address.Name}.localhost";
        foreach (var seed in SeedHosts.Where(seed => seed.StartsWith(address.Name + ".", StringComparison.Ordinal)))
        {
            yield return seed;
        }

        if (domain is null)
        {
            yield break;
        }

        var global = $"{address.Name}.{domain}";
        var regional = $"{address.Name}.{region}.{domain}";
        if (!SeedHosts.Contains(global))
        {
            yield return global;
        }

        if (!SeedHosts.Contains(regional))
        {
            yield return regional;
        }
    }
}
