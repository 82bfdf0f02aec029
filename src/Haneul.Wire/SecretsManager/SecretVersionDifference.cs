namespace Haneul.Wire.SecretsManager;

/// <summary>Where two versions differ, as <c>CompareSecretVersions</c> answers.</summary>
public sealed record SecretVersionDifferenceResponse(SecretVersionDifference Difference);

/// <summary>Where the values of two versions differ, without anything of them.</summary>
/// <param name="From">The number of the one.</param>
/// <param name="To">The number of the other.</param>
/// <param name="IsEqual">Whether they are the same JSON.</param>
/// <param name="FromKind">What kind of JSON the one is.</param>
/// <param name="ToKind">What kind of JSON the other is.</param>
/// <param name="Added">JSON pointers of fields that only the other has; empty unless both are objects.</param>
/// <param name="Removed">JSON pointers of fields that only the one has.</param>
/// <param name="Changed">JSON pointers of fields that both have with different values.</param>
public sealed record SecretVersionDifference(
    int From, int To, bool IsEqual, string FromKind, string ToKind, IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed);
