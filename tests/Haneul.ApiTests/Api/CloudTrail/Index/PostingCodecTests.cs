using FsCheck;
using FsCheck.Fluent;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Index;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>Lists come back as they were written.</summary>
public sealed class PostingCodecTests
{
    private static readonly long SomeEra = Era.Of(EventPlace.Of(3, 5_000_000));

    [Fact]
    public void A_long_list_comes_back()
    {
        Prop.ForAll(Lists().ToArbitrary(), list =>
        {
            var read = new List<Posting>();
            PostingCodec.DecodeList(PostingCodec.EncodeList(SomeEra, list.Base, list.Postings), SomeEra, read);
            Assert.Equal(list.Postings, read);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Each_list_of_a_bucket_comes_back_alone()
    {
        Prop.ForAll(Lists().ArrayOf(5).ToArbitrary(), lists =>
        {
            var named = lists.Select((list, index) => KeyValuePair.Create(new PostingSlot((index << 13) + 7), list.Postings)).ToList();
            var bytes = PostingCodec.EncodeBucket(SomeEra, 42, named);
            foreach (var (slot, postings) in named)
            {
                var read = new List<Posting>();
                PostingCodec.DecodeBucket(bytes, SomeEra, slot, read);
                Assert.Equal(postings, read);
            }

            var absent = new List<Posting>();
            PostingCodec.DecodeBucket(bytes, SomeEra, new PostingSlot((99 << 13) + 7), absent);
            Assert.Empty(absent);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Terms_of_other_scopes_fields_and_values_have_other_slots()
    {
        IndexTerm[] terms = [new(1, IndexField.EventName, "a"), new(11, IndexField.EventName, "a"), new(1, IndexField.UserName, "a"), new(1, IndexField.EventName, "b"), new(1, IndexField.Any, "1 a")];
        Assert.Equal(terms.Length, terms.Select(term => term.ToSlot()).Distinct().Count());
        Assert.All(terms, term => Assert.InRange(term.ToSlot().Own, 0, long.MaxValue));
        Assert.All(terms, term => Assert.InRange(term.ToSlot().Bucket, -8192, -1));
    }

    private static Gen<(long Base, List<Posting> Postings)> Lists() =>
        from start in Gen.Choose(-1000, 1000)
        from places in Gen.Choose(0, Era.Size - 1).ListOf()
        from times in Gen.Choose(int.MinValue, int.MaxValue).ListOf(places.Count)
        select (start * 1_000_000_000L, places.Distinct().Order().Select((place, index) => new Posting(Era.FirstSequenceOf(SomeEra) + place, times[index] * 1_000_003L)).ToList());
}
