using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A user's second factor. Ours; KakaoCloud has it in its console.</summary>
/// <param name="Enabled">Whether the password alone gets no token.</param>
/// <param name="EnabledAt">Since when, RFC 3339 in UTC; null while it is off.</param>
/// <param name="RecoveryCodesLeft">How many recovery codes are not used up.</param>
public sealed record SecondFactorBody(bool Enabled, string? EnabledAt, int RecoveryCodesLeft);

/// <summary>Answer of GetSecondFactor.</summary>
public sealed record SecondFactorResponse(SecondFactorBody SecondFactor);

/// <summary>A second factor that waits for its confirmation.</summary>
/// <param name="Secret">What the authenticator app takes, in Base32. In this answer only.</param>
/// <param name="Uri">The same as an <c>otpauth</c> address, for a QR code.</param>
public sealed record BegunSecondFactorBody(string Secret, string Uri)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => nameof(BegunSecondFactorBody);
}

/// <summary>Answer of BeginSecondFactor.</summary>
public sealed record BegunSecondFactorResponse(BegunSecondFactorBody SecondFactor);

/// <summary>Answer of ConfirmSecondFactor and RegenerateRecoveryCodes.</summary>
/// <param name="RecoveryCodes">Codes that stand in for a passcode, each once. In this answer only.</param>
public sealed record RecoveryCodesResponse(IReadOnlyList<string> RecoveryCodes)
{
    /// <summary>Never shows the codes.</summary>
    public override string ToString() => nameof(RecoveryCodesResponse);
}

/// <summary>JSON metadata of second factors.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SecondFactorResponse))]
[JsonSerializable(typeof(BegunSecondFactorResponse))]
[JsonSerializable(typeof(RecoveryCodesResponse))]
public sealed partial class SecondFactorsJson : JsonSerializerContext;
