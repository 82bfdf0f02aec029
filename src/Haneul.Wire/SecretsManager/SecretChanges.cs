namespace Haneul.Wire.SecretsManager;

/// <summary>Something that happened to a secret, without anything of its values.</summary>
/// <param name="Number">Its place among the changes of the project.</param>
/// <param name="Kind">What happened, such as <c>version-created</c>.</param>
/// <param name="SecretId">The secret.</param>
/// <param name="SecretName">Its name after the change.</param>
/// <param name="Version">The version that was changed; null for a change of the secret itself.</param>
/// <param name="ChangedAt">When it happened.</param>
public sealed record SecretChangeEntry(long Number, string Kind, string SecretId, string SecretName, int? Version, string ChangedAt);

/// <summary>Changes of secrets, oldest first, as <c>ListSecretChanges</c> answers.</summary>
/// <param name="Changes">Those that the caller may see.</param>
/// <param name="NextAfter">The number to ask with for what follows.</param>
/// <param name="Newest">The number of the newest change of the project; 0 for none.</param>
public sealed record ListSecretChangesResponse(IReadOnlyList<SecretChangeEntry> Changes, long NextAfter, long Newest);
