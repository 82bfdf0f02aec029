namespace Haneul.Wire.Kms;

/// <summary>Access control of a key after a change (contract schema <c>AccessControl</c>).</summary>
/// <param name="IsEnabled">Whether it is on.</param>
/// <param name="Targets">What became of the subjects that the request named.</param>
public sealed record KeyAccessControl(bool IsEnabled, AccessTargetsResult Targets);

/// <summary>Access control, as <c>UpdateUserKeyAccessControl</c> answers.</summary>
public sealed record KeyAccessControlResponse(KeyAccessControl AccessControl);

/// <summary>The subjects on the list of a key, as <c>ListUserKeyAccessTargets</c> answers.</summary>
public sealed record KeyAccessTargetsResponse(IReadOnlyList<AccessTarget> Targets);

/// <summary>What became of subjects, as <c>AddUserKeyAccessTargets</c> and <c>RemoveUserKeyAccessTargets</c> answer.</summary>
public sealed record KeyAccessTargetsChangedResponse(AccessTargetsResult Targets);
