namespace Haneul.Wire.SecretsManager;

/// <summary>A consumer that holds to a version.</summary>
/// <param name="Name">The name of the consumer.</param>
/// <param name="Version">The version.</param>
/// <param name="Status">Its status now.</param>
/// <param name="CreatedAt">When it was pinned.</param>
/// <param name="CreatedBy">Sign-in name of who did.</param>
public sealed record SecretPin(string Name, int Version, string Status, string CreatedAt, string CreatedBy);

/// <summary>One pin, as <c>PinSecretVersion</c> answers.</summary>
public sealed record SecretPinResponse(SecretPin Pin);

/// <summary>The pins of a secret, as <c>ListSecretPins</c> answers.</summary>
public sealed record ListSecretPinsResponse(IReadOnlyList<SecretPin> Pins);
