namespace Haneul.Security.SecretsManager;

/// <summary>The id of a secret as it comes in a path: any text. One that cannot be an id is unknown, never malformed (decisions.md, parameters).</summary>
internal static class SecretId
{
    private const int LongestRecorded = 128;

    /// <summary>Whether the database may be asked for it; the engines take no U+0000.</summary>
    public static bool IsPossible(string id) => id.Length <= LongestRecorded && !id.Contains('\0', StringComparison.Ordinal);

    /// <summary>The id as the trail keeps it.</summary>
    public static string ForTrail(string id) =>
        IsPossible(id) ? id : id[..Math.Min(id.Length, LongestRecorded)].Replace('\0', '?');
}
