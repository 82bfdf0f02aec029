using System.Globalization;

namespace Haneul.WebConsole.Api;

/// <summary>Instants as the API writes them, for pages that read its answers.</summary>
internal static class WireInstant
{
    /// <summary>The instant; null for none, and for what is no instant.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    /// <summary>The instant of a field that answers always have.</summary>
    public static DateTimeOffset Required(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>As queries and bodies of the API take it.</summary>
    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
