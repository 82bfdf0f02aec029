using System.Text.Json.Serialization;

namespace Haneul.WebConsole.Sessions;

/// <summary>What a session keeps that nobody but its browser may have: tokens, each for one scope.</summary>
public sealed record SessionState
{
    /// <summary>The token of the sign-in, without a scope; others are made with it.</summary>
    public required string HomeToken { get; init; }

    /// <summary>The project that the person works in; null before one is chosen.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Its name, for the head of the page.</summary>
    public string? ProjectName { get; init; }

    /// <summary>Whether the console insists on another password before anything else.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>Tokens by scope: <c>project:ID</c>, <c>organisation:ID</c>, <c>system</c>.</summary>
    public IReadOnlyDictionary<string, string> Tokens { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Scopes in which the person had no role, with when that was found: an organisation or the system is not asked for again at once.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Refusals { get; init; } = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>Never shows a token.</summary>
    public override string ToString() => nameof(SessionState);
}

/// <summary>The JSON metadata of what sessions keep.</summary>
[JsonSerializable(typeof(SessionState))]
internal sealed partial class SessionJson : JsonSerializerContext;
