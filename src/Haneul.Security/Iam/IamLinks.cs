using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam;

/// <summary>
/// Links in IAM's answers. Seed 1 shows them without <c>/identity</c>, as the vendor's inner server sees itself; ours carry the address by which the caller
/// came, so that stock clients can follow them (docs/adr/0009-links-carry-the-callers-address.md).
/// </summary>
internal static class IamLinks
{
    /// <summary>What every path of the API begins with.</summary>
    public const string Root = "/identity/v3";

    /// <summary>The link to a resource.</summary>
    public static SelfLink To(Call call, string collection, string id) => new(AddressOf(call, $"{collection}/{Uri.EscapeDataString(id)}"));

    /// <summary>The links of a list: its own address with the query that it was asked with.</summary>
    public static ListLinks ToList(Call call, string path) => ListLinks.Whole(AddressOf(call, path) + call.Context.Request.QueryString.Value);

    /// <summary>The address of the page after <paramref name="marker"/>: of the same list, asked with the same query.</summary>
    public static string ToNextPage(Call call, string path, int limit, string marker) => ToNextPageAt(call, AddressOf(call, path), limit, marker);

    /// <summary>The same for a list at an address that is none of Keystone's.</summary>
    public static string ToNextPageAt(Call call, string address, int limit, string marker)
    {
        var query = call.Context.Request.Query
            .Where(static parameter => parameter.Key is not ("marker" or "limit"))
            .SelectMany(static parameter => parameter.Value.Select(value => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(value ?? "")}"))
            .Append($"limit={limit}").Append($"marker={Uri.EscapeDataString(marker)}");
        return $"{address}?{string.Join('&', query)}";
    }

    /// <summary>A path of the API at the address by which the caller came.</summary>
    public static string AddressOf(Call call, string path) => $"{call.BaseUrl}{Root}/{path}";
}
