namespace Haneul.Wire.SecretsManager;

/// <summary>Access control of a secret after a change, as <c>UpdateSecretsAccessControl</c> answers.</summary>
public sealed record SecretAccessControlResponse(SecretAccessControl AccessControl);

/// <summary>Whether access control is on, and what became of the subjects that the request named.</summary>
public sealed record SecretAccessControl(bool IsEnabled, AccessTargetsResult Targets);

/// <summary>The subjects that are allowed on a secret, as <c>ListSecretsAccessTargets</c> answers.</summary>
public sealed record SecretAccessTargetsResponse(IReadOnlyList<AccessTarget> Targets);

/// <summary>What became of the subjects that a request named, as <c>AddSecretsAccessTargets</c> and <c>RemoveSecretsAccessTargets</c> answer.</summary>
public sealed record SecretAccessTargetsChangeResponse(AccessTargetsResult Targets);
