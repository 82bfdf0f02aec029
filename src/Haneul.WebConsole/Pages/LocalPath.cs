using System.Buffers;

namespace Haneul.WebConsole.Pages;

/// <summary>A path of the console that came from outside, such as where to go after signing in: never another site.</summary>
internal static class LocalPath
{
    private const int Longest = 2000;

    // Backslashes and control characters are read by browsers in ways of their own.
    private static readonly SearchValues<char> Plain = SearchValues.Create("!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~");

    /// <summary>The path as a header may have it, or the overview if it is none of the console's own.</summary>
    public static string Of(string? path) =>
        path is { Length: > 0 and <= Longest } && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal)
        && !path.AsSpan().Contains('\\') && !path.AsSpan().ContainsAnyInRange('\0', '\x1f')
            ? Escape(path)
            : "/";

    // What was escaped stays as it is: the query of a page comes back as it was sent.
    private static string Escape(string path) =>
        path.AsSpan().ContainsAnyExcept(Plain)
            ? string.Concat(path.EnumerateRunes().Select(static rune => rune.IsAscii && Plain.Contains((char)rune.Value) ? rune.ToString() : Uri.EscapeDataString(rune.ToString())))
            : path;
}
