using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Haneul.Kernel.Runtime;

/// <summary>Reads settings one by one and collects everything that is wrong, so that an operator learns all of it at once.</summary>
internal sealed class SettingReader(IConfigurationSection section)
{
    private readonly List<string> _refusals = [];

    public string? Text(string name) => section[name] is { Length: > 0 } text ? text : null;

    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public IReadOnlyList<IPNetwork> Networks(string name)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in List(name))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                Refuse(name, "must be addresses or networks such as 10.0.0.0/8");
            }
        }

        return networks;
    }

    public string? Url(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return text.TrimEnd('/');
        }

        Refuse(name, "must be an address that begins with http:// or https://");
        return null;
    }

    public bool Boolean(string name, bool fallback)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Refuse(name, "must be true or false");
        return fallback;
    }

    public long Number(string name, long fallback, long minimum, long maximum)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        Refuse(name, $"must be a whole number from {minimum} to {maximum}");
        return fallback;
    }

    public TimeSpan Duration(string name, TimeSpan fallback, TimeSpan minimum, TimeSpan maximum)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        Refuse(name, $"must be a duration from {minimum} to {maximum}");
        return fallback;
    }

    public void Refuse(string name, string reason) => _refusals.Add($"Haneul:{name} {reason}");

    public void ThrowIfRefused(IReadOnlyList<Setting> known)
    {
        foreach (var (key, value) in section.AsEnumerable(makePathsRelative: true).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (value is not null && key.Length > 0 && !known.Any(setting => setting.Name.Equals(key, StringComparison.OrdinalIgnoreCase)))
            {
                _refusals.Add($"Haneul:{key} is not a known setting");
            }
        }

        if (_refusals.Count > 0)
        {
            throw new ConfigurationRefusedException("The configuration can't be used: " + string.Join("; ", _refusals) + ".");
        }
    }
}
