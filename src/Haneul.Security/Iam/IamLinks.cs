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
    public static SelfLink To(Call call, string collection, string id) => new($"{call.BaseUrl}{Root}/{collection}/{Uri.EscapeDataString(id)}");

    /// <summary>The links of a list: its own address with the query that it was asked with.</summary>
    public static ListLinks ToList(Call call, string path) => ListLinks.Whole($"{call.BaseUrl}{Root}/{path}{call.Context.Request.QueryString.Value}");
}
