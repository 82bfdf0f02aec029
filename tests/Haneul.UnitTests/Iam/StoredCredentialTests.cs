using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Tokens;

namespace Haneul.UnitTests.Iam;

public sealed class StoredCredentialTests
{
    private static readonly IdGenerator Ids = new(new SystemRandomSource(), TimeProvider.System);

    [Fact]
    public void A_token_looks_like_one_fits_a_header_and_is_found_by_its_MAC()
    {
        var text = new TokenText(new FakeSystemKeys(), Ids);
        var token = text.Generate();

        Assert.Equal(TokenText.Length, token.Length);
        Assert.StartsWith("gAAAAA", token, StringComparison.Ordinal);
        Assert.All(token, character => Assert.True(char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));
        Assert.True(text.TryRead(token, out var key));
        Assert.True(text.TryRead(token, out var again));
        Assert.Equal(key, again);
        Assert.NotEqual(key.Hash, Hash256.Of(System.Text.Encoding.ASCII.GetBytes(token)));
    }

    [Fact]
    public void Tokens_are_numbered_in_the_order_of_issue()
    {
        var text = new TokenText(new FakeSystemKeys(), Ids);
        var numbers = Enumerable.Range(0, 1000).Select(_ => text.TryRead(text.Generate(), out var key) ? key.Number : 0).ToList();

        Assert.True(numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second));
        Assert.True(numbers[0] > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gAAAAA")]
    [InlineData("garbage")]
    [InlineData("하늘")]
    public void What_can_not_be_a_token_costs_no_MAC(string text) =>
        Assert.False(new TokenText(new FakeSystemKeys(), Ids).TryRead(text, out _));

    [Fact]
    public void Finding_a_token_makes_no_garbage()
    {
        var text = new TokenText(new FakeSystemKeys(), Ids);
        var token = text.Generate();
        text.TryRead(token, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            text.TryRead(token, out _);
        }

        // The fake keys allocate their one-byte key; the text itself must not add to it.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 32);
    }

    [Fact]
    public void A_secret_matches_its_own_hash_only()
    {
        var secrets = new AccessKeySecrets(new FakeSystemKeys(), Ids);
        var secret = secrets.Generate();
        var stored = secrets.Hash(secret);

        Assert.Equal(86, secret.Length);
        Assert.True(secrets.Matches(secret, stored));
        Assert.False(secrets.Matches(secret + "x", stored));
        Assert.False(secrets.Matches("", stored));
        Assert.False(secrets.Matches(secret, stored: null));
        Assert.False(secrets.Matches(secret, new byte[Hash256.Size]));
        Assert.True(secrets.Matches(new string('하', 255), secrets.Hash(new string('하', 255))));
    }
}
