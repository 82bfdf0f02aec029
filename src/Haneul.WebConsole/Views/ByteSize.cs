using System.Globalization;

namespace Haneul.WebConsole.Views;

/// <summary>Shows sizes to people.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>In the largest unit of which there is at least one, with one digit after the point: <c>3.4 MiB</c>.</summary>
    public static string Show(long bytes)
    {
        double size = bytes;
        var unit = 0;
        while (size >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {Units[unit]}");
    }
}
