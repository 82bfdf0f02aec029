namespace Haneul.Security.Kms.Keys;

/// <summary>The id of a key as it comes in a path: any text. One that cannot be an id is unknown, never malformed (decisions.md, parameters).</summary>
internal static class KeyId
{
    private const int LongestRecorded = 128;

    /// <summary>The id as the trail keeps it: a caller must not fill the trail with the longest paths that a server reads.</summary>
    public static string ForTrail(string id) => id.Length <= LongestRecorded ? id : id[..LongestRecorded];
}
