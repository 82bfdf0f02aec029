using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Iam.Tokens;

/// <summary>The service catalogue inside a token: every service that has a type in it, at the address by which this caller reaches it.</summary>
internal sealed class Catalog(AddressBook addresses, HaneulOptions options)
{
    private const int MostAddresses = 64;
    private static readonly string[] Interfaces = ["public", "internal", "admin"];

    private readonly ConcurrentDictionary<CallAddress, byte[]> _kept = new();

    /// <summary>The catalogue as a JSON list.</summary>
    public byte[] For(Call call)
    {
        var address = CallAddress.Of(call);
        if (_kept.TryGetValue(address, out var kept))
        {
            return kept;
        }

        if (_kept.Count >= MostAddresses)
        {
            // Only made-up Host headers give this many.
            _kept.Clear();
        }

        return _kept[address] = JsonAnswer.ToBytes((this, call), static (json, state) => state.Item1.Write(json, state.call));
    }

    private void Write(Utf8JsonWriter json, Call call)
    {
        json.WriteStartArray();
        foreach (var service in addresses.Services.Where(service => service.CatalogType.Length > 0))
        {
            var url = call.UrlOf(service);
            json.WriteStartObject();
            json.WriteStartArray("endpoints"u8);
            foreach (var name in Interfaces)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, IdOf($"endpoint:{service.Id}:{name}"));
                json.WriteString("interface"u8, name);
                json.WriteString("region_id"u8, options.Region);
                json.WriteString("url"u8, url);
                json.WriteString("region"u8, options.Region);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("id"u8, IdOf($"service:{service.Id}"));
            json.WriteString("type"u8, service.CatalogType);
            json.WriteString("name"u8, service.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Ids that stay the same across restarts and installations without being kept: the first half of a hash of the name.</summary>
    private static string IdOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
