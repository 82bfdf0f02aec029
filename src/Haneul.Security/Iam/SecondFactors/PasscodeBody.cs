using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>A body that holds a passcode, or a recovery code in its place.</summary>
internal sealed record PasscodeBody(string Passcode)
{
    public static PasscodeBody Read(JsonFields body) => new(body.RequiredString("passcode", 1, RecoveryCodes.LongestCode));

    /// <summary>Never shows the passcode.</summary>
    public override string ToString() => nameof(PasscodeBody);
}
