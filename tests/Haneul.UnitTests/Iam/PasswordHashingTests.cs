using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Passwords;

namespace Haneul.UnitTests.Iam;

public sealed class PasswordHashingTests
{
    private const string Password = "correct horse 하늘";

    [Fact]
    public async Task A_password_is_known_again_and_another_is_not()
    {
        using var hashing = Create(iterations: 1_000);
        var stored = (await hashing.HashAsync(Password, CancellationToken.None)).Value;

        Assert.True((await hashing.VerifyAsync(Password, stored, CancellationToken.None)).Value);
        Assert.False((await hashing.VerifyAsync(Password + "x", stored, CancellationToken.None)).Value);
        Assert.False((await hashing.VerifyAsync("", stored, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task The_same_password_is_stored_differently_each_time_and_never_in_clear()
    {
        using var hashing = Create(iterations: 1_000);
        var one = (await hashing.HashAsync(Password, CancellationToken.None)).Value;
        var other = (await hashing.HashAsync(Password, CancellationToken.None)).Value;

        Assert.NotEqual(one, other);
        Assert.DoesNotContain("horse", one, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stored_form_is_the_HMAC_of_PBKDF2_with_its_parameters()
    {
        using var hashing = Create(iterations: 1_000);
        var stored = PasswordHash.Parse(hashing.Seal(hashing.Derive(Password)))!;
        var derived = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Password), stored.Salt, 1_000, HashAlgorithmName.SHA512, 32);

        Assert.Equal(1_000, stored.Iterations);
        Assert.Equal(HMACSHA256.HashData(new[] { (byte)SystemKey.PasswordPepper }, derived), stored.Hash);
    }

    [Fact]
    public async Task A_password_made_at_another_cost_is_still_known()
    {
        using var old = Create(iterations: 500);
        using var today = Create(iterations: 1_000);
        var stored = (await old.HashAsync(Password, CancellationToken.None)).Value;

        Assert.True((await today.VerifyAsync(Password, stored, CancellationToken.None)).Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1$pbkdf2-sha512$1000$AAAA$AAAA")]
    [InlineData("v1$pbkdf2-sha512$1000000000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("v1$pbkdf2-sha512$0$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("v1$pbkdf2-sha512$-1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("v2$pbkdf2-sha512$1000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task What_is_missing_damaged_or_out_of_bounds_matches_nothing(string? stored)
    {
        using var hashing = Create(iterations: 1_000);

        Assert.True(stored is null || PasswordHash.Parse(stored) is null);
        Assert.False((await hashing.VerifyAsync(Password, stored, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task More_at_once_than_fit_are_told_to_come_back()
    {
        using var hashing = new PasswordHashing(new FakeSystemKeys(), new SystemRandomSource(), new PasswordCost(Iterations: 200_000, Concurrency: 1, Queue: 1));
        // Threads of their own: those of the pool may be busy with other tests, and then one comes after the other.
        var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            async () => await hashing.VerifyAsync(Password, null, CancellationToken.None), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        Assert.Contains(attempts, attempt => attempt.Error is { Code.Status: 429, RetryAfterSeconds: 1 });
        Assert.Contains(attempts, attempt => attempt.Error is null && !attempt.Value);
    }

    [Fact]
    public void The_real_cost_is_what_is_recommended() => Assert.Equal(210_000, PasswordCost.Default.Iterations);

    private static PasswordHashing Create(int iterations) => new(new FakeSystemKeys(), new SystemRandomSource(), new PasswordCost(iterations, Concurrency: 4, Queue: 100));
}
