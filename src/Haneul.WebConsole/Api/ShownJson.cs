using System.Text.Encodings.Web;
using System.Text.Json;

namespace Haneul.WebConsole.Api;

/// <summary>How JSON is shown to people: Korean stays readable. Pages escape it as any other text.</summary>
internal static class ShownJson
{
    /// <summary>In one line.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Over several lines.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };
}
