using System.Text;
using Haneul.Security.Iam.SecondFactors;

namespace Haneul.UnitTests.Iam.SecondFactors;

/// <summary>Passcodes by the vectors of RFC 6238, appendix B, and RFC 4226, appendix D; Base32 by those of RFC 4648, section 10.</summary>
public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Passcodes_are_those_of_RFC_6238(long seconds, string passcode) =>
        Assert.Equal(passcode, Totp.PasscodeOf(Secret, Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds)), digits: 8));

    [Fact]
    public void Six_digits_are_those_of_RFC_4226() => Assert.Equal(
        ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"],
        Enumerable.Range(0, 10).Select(static step => Totp.PasscodeOf(Secret, step)));

    [Theory]
    [InlineData(-2, null)]
    [InlineData(-1, 99L)]
    [InlineData(0, 100L)]
    [InlineData(1, 101L)]
    [InlineData(2, null)]
    public void A_passcode_is_found_one_step_around_now(int steps, long? found) => Assert.Equal(
        found, Totp.FindStep(Secret, Totp.PasscodeOf(Secret, 100 + steps), usedStep: 0, DateTimeOffset.FromUnixTimeSeconds((100 * Totp.StepSeconds) + 29)));

    [Theory]
    [InlineData(99L, 100L)]
    [InlineData(100L, null)]
    [InlineData(101L, null)]
    public void A_step_counts_only_after_the_last_that_was_used(long used, long? found) =>
        Assert.Equal(found, Totp.FindStep(Secret, Totp.PasscodeOf(Secret, 100), used, DateTimeOffset.FromUnixTimeSeconds(100 * Totp.StepSeconds)));

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("٠٠٠٠٠٠")]
    public void What_is_no_passcode_is_none(string passcode) =>
        Assert.Null(Totp.FindStep(Secret, passcode, usedStep: 0, DateTimeOffset.FromUnixTimeSeconds(3000)));

    [Theory]
    [InlineData("", "")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    public void Secrets_are_shown_in_Base32(string bytes, string text) => Assert.Equal(text, Base32Text.Encode(Encoding.ASCII.GetBytes(bytes)));

    [Fact]
    public void Bytes_that_end_within_a_group_are_refused() => Assert.Throws<ArgumentException>(static () => Base32Text.Encode(new byte[11]));
}
