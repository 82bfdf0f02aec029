using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Users;

/// <summary>Keystone's filter <c>password_expires_at=lt:2030-01-31T09:00:00Z</c>: a comparison and an instant in UTC. Users whose password never expires match none.</summary>
/// <param name="Comparison">One of <see cref="Comparisons"/>.</param>
/// <param name="Instant">Microseconds.</param>
internal sealed record PasswordExpiryFilter(string Comparison, long Instant)
{
    /// <summary>The comparisons that there are.</summary>
    public static readonly string[] Comparisons = ["lt", "lte", "gt", "gte", "eq", "neq"];

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF"];

    /// <summary>The condition on the column <c>password_expires_at</c>.</summary>
    public Sql Condition => Comparison switch
    {
        "lt" => $" AND password_expires_at < {Instant}",
        "lte" => $" AND password_expires_at <= {Instant}",
        "gt" => $" AND password_expires_at > {Instant}",
        "gte" => $" AND password_expires_at >= {Instant}",
        "eq" => $" AND password_expires_at = {Instant}",
        "neq" => $" AND password_expires_at <> {Instant}",
        _ => throw new InvalidOperationException("The comparison is none that is read."),
    };

    /// <summary>Reads the value of the parameter; false if it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PasswordExpiryFilter? filter)
    {
        filter = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Comparisons.Contains(text[..colon], StringComparer.Ordinal))
        {
            return false;
        }

        // The zone's Z is literal in the formats: the instant has none of its own and is read as UTC.
        if (!DateTimeOffset.TryParseExact(text[(colon + 1)..], Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return false;
        }

        filter = new(text[..colon], UnixTime.ToMicroseconds(instant));
        return true;
    }
}
