using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Haneul.Kernel.Pipeline.Dispatching;

namespace Haneul.WebConsole.Api;

/// <summary>What the API answered to a call of the console.</summary>
public sealed class ApiAnswer : IDisposable
{
    private readonly DispatchedAnswer _answer;
    private readonly JsonDocument? _document;

    internal ApiAnswer(DispatchedAnswer answer)
    {
        _answer = answer;
        if (!answer.Body.IsEmpty && answer.Headers.ContentType.ToString().StartsWith("application/json", StringComparison.Ordinal))
        {
            _document = JsonDocument.Parse(answer.Body);
        }
    }

    /// <summary>The name of the operation that was called, such as <c>secrets-manager.CreateSecret</c>; null if the path is none's.</summary>
    public string? Operation => _answer.Operation;

    /// <summary>HTTP status.</summary>
    public int Status => _answer.Status;

    /// <summary>Whether the call did what it was to do.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The body as JSON; undefined where there is none.</summary>
    public JsonElement Json => _document?.RootElement ?? default;

    /// <summary>The body as it came.</summary>
    public ReadOnlyMemory<byte> Body => _answer.Body;

    /// <summary>A header of the answer; null if it has none of that name.</summary>
    public string? Header(string name) => _answer.Headers[name] is [{ } value, ..] ? value : null;

    /// <summary>The code of an error; empty for a success.</summary>
    public string ErrorCode => Error("code") is { ValueKind: JsonValueKind.String } code ? code.GetString()! : "";

    /// <summary>The text of an error, in English as the API gives it; empty for a success.</summary>
    public string ErrorMessage => Error("message") is { ValueKind: JsonValueKind.String } message ? message.GetString()! : "";

    /// <summary>The body as a record of the wire.</summary>
    /// <exception cref="InvalidOperationException">The call failed: ask <see cref="IsSuccess"/> first.</exception>
    public T Read<T>(JsonTypeInfo<T> type) =>
        IsSuccess && JsonSerializer.Deserialize(_answer.Body.Span, type) is { } value
            ? value
            : throw new InvalidOperationException($"The API answered {Status}, which has no {typeof(T).Name}.");

    /// <inheritdoc />
    public void Dispose()
    {
        _document?.Dispose();
        _answer.Dispose();
    }

    private JsonElement? Error(string name) =>
        !IsSuccess && Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("error", out var error)
        && error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out var member) ? member : null;
}
