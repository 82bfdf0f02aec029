namespace Haneul.WebConsole.Keys;

/// <summary>What several views of keys have alike.</summary>
internal static class KeyViewParts
{
    /// <summary>The bounds of a rotation period, as a field of numbers has them.</summary>
    public static IReadOnlyDictionary<string, object> PeriodBounds { get; } = new Dictionary<string, object>(StringComparer.Ordinal) { ["min"] = "1", ["max"] = "1095", ["inputmode"] = "numeric" };
}
