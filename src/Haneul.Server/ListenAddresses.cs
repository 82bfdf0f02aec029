using System.Net;
using Haneul.Kernel.Runtime;

namespace Haneul.Server;

/// <summary>Where the server listens, and what follows from it for safety (decisions.md 3 and 4).</summary>
internal sealed class ListenAddresses
{
    private const string Default = "127.0.0.1:4482";

    private ListenAddresses(IReadOnlyList<BindingAddress> main, IReadOnlyList<BindingAddress> metrics)
    {
        Main = main;
        Metrics = metrics;
    }

    /// <summary>Addresses of the API.</summary>
    public IReadOnlyList<BindingAddress> Main { get; }

    /// <summary>Addresses that serve /metrics and nothing else.</summary>
    public IReadOnlyList<BindingAddress> Metrics { get; }

    /// <summary>Whether nobody outside this machine can reach the API directly.</summary>
    public bool IsLoopbackOnly => Main.All(IsLoopback);

    /// <summary>Reads and checks the addresses.</summary>
    /// <exception cref="ConfigurationRefusedException">An address can't be read, or would send secrets in the clear.</exception>
    public static ListenAddresses Read(string? urls, HaneulOptions options)
    {
        var hasTls = options.TlsCertificate is not null;
        var main = Parse("urls", Split(urls) is { Count: > 0 } given ? given : [(hasTls ? "https://" : "http://") + Default]);
        var metrics = Parse("Haneul:MetricsUrls", options.MetricsUrls);
        foreach (var address in main.Concat(metrics))
        {
            if (address.Scheme == "https" && !hasTls)
            {
                throw new ConfigurationRefusedException($"The address {address} needs a certificate: give --tls-cert and --tls-key.");
            }
        }

        if (metrics.FirstOrDefault(address => address.Port == 0 || main.Any(other => other.Port == address.Port)) is { } shared)
        {
            // By its port a request shows that it came for the metrics.
            throw new ConfigurationRefusedException($"The address {shared} of Haneul:MetricsUrls needs a port of its own, other than 0 and than those of --urls.");
        }

        if (main.FirstOrDefault(address => address.Scheme == "http" && !IsLoopback(address)) is { } exposed && !options.InsecureHttp)
        {
            throw new ConfigurationRefusedException(
                $"The address {exposed} would send tokens and secrets unencrypted to other machines. Listen on https with --tls-cert and --tls-key, or say --insecure-http if something in front of the server encrypts.");
        }

        return new(main, metrics);
    }

    /// <summary>The IP addresses of a host part: <c>localhost</c> is loopback, <c>*</c> and <c>+</c> are any.</summary>
    public static IPAddress AddressOf(BindingAddress address) => address.Host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" or "+" => IPAddress.IPv6Any,
        var host when IPAddress.TryParse(host.Trim('[', ']'), out var parsed) => parsed,
        _ => throw new ConfigurationRefusedException($"The address {address} does not begin with an IP address, localhost or *."),
    };

    private static bool IsLoopback(BindingAddress address) => IPAddress.IsLoopback(AddressOf(address));

    private static List<string> Split(string? urls) =>
        urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList() ?? [];

    private static List<BindingAddress> Parse(string setting, IReadOnlyList<string> urls)
    {
        var addresses = new List<BindingAddress>(urls.Count);
        foreach (var url in urls)
        {
            try
            {
                addresses.Add(BindingAddress.Parse(url));
            }
            catch (FormatException)
            {
                throw new ConfigurationRefusedException($"The setting {setting} has an address that can't be read; an address looks like http://127.0.0.1:4482.");
            }

            if (addresses[^1].Scheme is not ("http" or "https"))
            {
                throw new ConfigurationRefusedException($"The setting {setting} has an address that is neither http nor https.");
            }

            AddressOf(addresses[^1]);
        }

        return addresses;
    }
}
