using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.UnitTests.Kms.Algorithms;

public sealed class Sha224Tests
{
    private static readonly KnownAnswers Answers = KnownAnswers.Load("sha-224.json");

    [Fact]
    public void Published_messages_of_every_length_have_their_hashes()
        => Answers.AssertAll(85, 0, item => Hash(item.Bytes("message")).AsSpan().SequenceEqual(item.Bytes("hash")));

    [Fact]
    public void A_hundred_thousand_chained_hashes_pass_through_the_published_ones()
    {
        // The Monte Carlo test of the SHA validation system: each hash is that of the three before it.
        var expected = Answers.List("monteCarlo");
        var seed = Answers.Bytes("monteCarloSeed");
        Assert.Equal(100, expected.Length);
        foreach (var checkpoint in expected)
        {
            var (first, second, third) = (seed, seed, seed);
            for (var round = 0; round < 1000; round++)
            {
                (first, second, third) = (second, third, Hash([.. first, .. second, .. third]));
            }

            Assert.Equal(checkpoint, third);
            seed = third;
        }
    }

    [Fact]
    public void It_does_not_matter_in_which_pieces_a_message_comes()
        => Prop.ForAll<byte[][]>(pieces =>
        {
            var inPieces = new byte[Sha224.HashSize];
            var hash = new Sha224();
            foreach (var piece in pieces)
            {
                hash.Append(piece);
            }

            hash.Finish(inPieces);
            return inPieces.AsSpan().SequenceEqual(Hash([.. pieces.SelectMany(piece => piece)]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pieces_may_end_at_and_around_the_borders_of_blocks()
    {
        var message = Enumerable.Range(0, 200).Select(value => (byte)value).ToArray();
        for (var cut = 0; cut <= message.Length; cut++)
        {
            var hash = new Sha224();
            hash.Append(message.AsSpan(0, cut));
            hash.Append(message.AsSpan(cut));
            var inPieces = new byte[Sha224.HashSize];
            hash.Finish(inPieces);
            Assert.Equal(Hash(message), inPieces);
        }
    }

    [Fact]
    public void A_wiped_hash_holds_nothing_of_its_message_and_can_start_again()
    {
        var hash = new Sha224();
        hash.Append("the key of somebody"u8);
        Assert.Contains(Memory(ref hash), value => value != 0);

        hash.Wipe();

        Assert.All(Memory(ref hash), value => Assert.Equal(0, value));
        hash.Reset();
        hash.Append("abc"u8);
        var again = new byte[Sha224.HashSize];
        hash.Finish(again);
        Assert.Equal("23097D223405D8228642A477BDA255B32AADBCE4BDA0B3F7E36C9DA7", Convert.ToHexString(again));
    }

    private static byte[] Memory(ref Sha224 hash) => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref hash, 1)).ToArray();

    private static byte[] Hash(byte[] message)
    {
        var hash = new byte[Sha224.HashSize];
        Sha224.HashData(message, hash);
        return hash;
    }
}
