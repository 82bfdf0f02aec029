using Microsoft.AspNetCore.Http;

namespace Haneul.Security.Iam.OAuth;

/// <summary>The text that the signature of a request covers (RFC 5849, 3.4.1).</summary>
internal static class SignatureBase
{
    /// <summary>The text: method, address and every parameter, each escaped.</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="address">Its address without query, as the caller wrote it.</param>
    /// <param name="query">The parameters of its query, decoded.</param>
    /// <param name="header">Its OAuth parameters.</param>
    public static string Build(string method, Uri address, IEnumerable<KeyValuePair<string, string>> query, OAuthHeader header)
    {
        var parameters = header.Parameters
            .Where(static parameter => parameter.Key != "oauth_signature")
            .Concat(query)
            .Select(static parameter => (Name: Escape(parameter.Key), Value: Escape(parameter.Value)))
            .OrderBy(static parameter => parameter.Name, StringComparer.Ordinal).ThenBy(static parameter => parameter.Value, StringComparer.Ordinal)
            .Select(static parameter => $"{parameter.Name}={parameter.Value}");
        return $"{method.ToUpperInvariant()}&{Escape(NormalizedAddress(address))}&{Escape(string.Join('&', parameters))}";
    }

    /// <summary>The parameters of a query as the signature takes them: one pair for every value.</summary>
    public static IEnumerable<KeyValuePair<string, string>> PairsOf(IQueryCollection query) =>
        query.SelectMany(static parameter => parameter.Value.Select(value => new KeyValuePair<string, string>(parameter.Key, value ?? "")));

    // Exactly the unreserved characters of RFC 3986 stay, which is what RFC 5849, 3.6 asks for.
    private static string Escape(string text) => Uri.EscapeDataString(text);

    // Scheme and host in lower case, no default port: what Uri makes of them. The path stays as it was written.
    private static string NormalizedAddress(Uri address) => $"{address.Scheme}://{(address.IsDefaultPort ? address.Host : $"{address.Host}:{address.Port}")}{address.AbsolutePath}";
}
