using Haneul.WebConsole.Languages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.TryOut;

/// <summary>What trying a key out shows.</summary>
/// <param name="Key">The key.</param>
/// <param name="Use">What it is used for.</param>
/// <param name="Result">What came of it; null before it was used.</param>
public sealed record TryModel(Key Key, KeyUse Use, TryResult? Result);

/// <summary>What came of using a key.</summary>
public sealed record TryResult
{
    /// <summary>What the API gave.</summary>
    public IReadOnlyList<(Text Label, string Value)> Values { get; init; } = [];

    /// <summary>Whether what was checked was made by the key; null where nothing was.</summary>
    public bool? IsValid { get; init; }

    /// <summary>What can be done with the result next; null for nothing.</summary>
    public KeyUse? Next { get; init; }

    /// <summary>The fields of the form for it.</summary>
    public IReadOnlyList<(string Name, string Value)> NextFields { get; init; } = [];
}
