namespace Haneul.Security.Iam.Policies;

/// <summary>What a call is about, as far as policies care. A target that does not exist belongs to nobody: only those learn of it who may see all.</summary>
/// <param name="DomainId">The organisation that it belongs to.</param>
/// <param name="UserId">The user whom it belongs to.</param>
/// <param name="ProjectId">The project that it belongs to, or is.</param>
internal readonly record struct PolicyTarget(string? DomainId = null, string? UserId = null, string? ProjectId = null);
