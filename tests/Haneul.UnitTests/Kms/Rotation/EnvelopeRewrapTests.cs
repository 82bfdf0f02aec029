using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms;

namespace Haneul.UnitTests.Kms.Rotation;

public sealed class EnvelopeRewrapTests
{
    private static readonly EnvelopeScope Scope = new("secrets-manager", "secret-version", "project", "secret", 1);
    private static readonly SystemRandomSource Random = new();
    private readonly WrappingKey _old = new(1, Term: 1, new SecretKey(Enumerable.Repeat((byte)1, SecretKey.Size).ToArray()));
    private readonly WrappingKey _new = new(2, Term: 2, new SecretKey(Enumerable.Repeat((byte)2, SecretKey.Size).ToArray()));

    [Fact]
    public void A_rewrapped_envelope_opens_under_the_new_key_and_its_value_was_not_touched()
    {
        var before = EnvelopeFormat.Seal(_old, Scope, "the value"u8, Random);

        var after = EnvelopeFormat.Rewrap(_old, _new, Scope, before, Random);

        Assert.Equal(before.AsSpan(EnvelopeFormat.WrappedKeySize), after.AsSpan(EnvelopeFormat.WrappedKeySize));
        Assert.False(before.AsSpan(0, EnvelopeFormat.WrappedKeySize).SequenceEqual(after.AsSpan(0, EnvelopeFormat.WrappedKeySize)));
        Assert.Equal(((UInt128)2, 2), EnvelopeFormat.ReadHeader(after));
        using var value = EnvelopeFormat.Open(_new, Scope, after);
        Assert.True(value.Span.SequenceEqual("the value"u8));
        Assert.Throws<EnvelopeException>(() => EnvelopeFormat.Open(_old, Scope, after));
    }

    [Fact]
    public void A_wrapped_data_key_alone_is_enough()
    {
        var before = EnvelopeFormat.Seal(_old, Scope, "the value"u8, Random);

        var wrapped = EnvelopeFormat.Rewrap(_old, _new, Scope, before.AsSpan(0, EnvelopeFormat.WrappedKeySize), Random);

        Assert.Equal(EnvelopeFormat.WrappedKeySize, wrapped.Length);
        using var value = EnvelopeFormat.Open(_new, Scope, wrapped, before.AsSpan(EnvelopeFormat.WrappedKeySize));
        Assert.True(value.Span.SequenceEqual("the value"u8));
    }

    [Fact]
    public void What_was_changed_or_belongs_elsewhere_is_not_rewrapped()
    {
        var envelope = EnvelopeFormat.Seal(_old, Scope, "the value"u8, Random);

        Assert.Throws<EnvelopeException>(() => EnvelopeFormat.Rewrap(_new, _old, Scope, envelope, Random));
        Assert.Throws<EnvelopeException>(() => EnvelopeFormat.Rewrap(_old, _new, Scope with { ResourceId = "other" }, envelope, Random));
        for (var index = 0; index < EnvelopeFormat.WrappedKeySize; index++)
        {
            byte[] changed = [.. envelope];
            changed[index] ^= 1;
            Assert.Throws<EnvelopeException>(() => EnvelopeFormat.Rewrap(_old, _new, Scope, changed, Random));
        }
    }
}
