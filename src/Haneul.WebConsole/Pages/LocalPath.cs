namespace Haneul.WebConsole.Pages;

/// <summary>A path of the console that came from outside, such as where to go after signing in: never another site.</summary>
internal static class LocalPath
{
    private const int Longest = 2000;

    /// <summary>The path, or the overview if it is none of the console's own.</summary>
    public static string Of(string? path) =>
        path is { Length: > 0 and <= Longest } && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal)
        && !path.AsSpan().ContainsAny('\\', '\r', '\n') && !path.AsSpan().ContainsAnyInRange('\0', '\x1f')
            ? path
            : "/";
}
