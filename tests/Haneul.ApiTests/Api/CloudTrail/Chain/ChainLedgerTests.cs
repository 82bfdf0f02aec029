using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.ApiTests.Api.CloudTrail.Chain;

/// <summary>What the ledger knows of numbers whose transactions end in any order.</summary>
public sealed class ChainLedgerTests
{
    private readonly ChainLedger _ledger = new(3, 10);

    [Fact]
    public void Numbers_ascend_from_the_sealed_ones()
    {
        Assert.Equal([EventPlace.Of(3, 11), EventPlace.Of(3, 12)], [_ledger.Take(), _ledger.Take()]);
        Assert.Equal((3, 12), (EventPlace.ChainOf(EventPlace.Of(3, 12)), EventPlace.NumberOf(EventPlace.Of(3, 12))));
    }

    [Fact]
    public void Nothing_is_cut_past_a_number_whose_transaction_is_under_way()
    {
        var taken = Enumerable.Range(0, 4).Select(_ => _ledger.Take()).ToList();
        Settle(taken[2], TransactionEnd.Committed);
        Settle(taken[3], TransactionEnd.RolledBack);
        Assert.Null(_ledger.Cut(100));
        Assert.Equal(10, _ledger.DecidedThrough);

        Settle(taken[0], TransactionEnd.Committed);
        Assert.Equal((11, 11, 1), Shape(_ledger.Cut(100)!));
        Assert.Equal(11, _ledger.DecidedThrough);

        Settle(taken[1], TransactionEnd.Unknown);
        var cut = _ledger.Cut(100)!;
        Assert.Equal((11, 14, 2), Shape(cut));
        Assert.Equal(("14", "12"), (cut.Absent, cut.Unknown));
        Assert.Equal(14, _ledger.DecidedThrough);

        _ledger.Forget(cut);
        Assert.Null(_ledger.Cut(100));
        Assert.Equal((0, 14), (_ledger.Count, _ledger.DecidedThrough));
        Assert.Equal(EventPlace.Of(3, 15), _ledger.Take());
    }

    [Fact]
    public void What_is_decided_after_a_cut_is_in_the_next_one()
    {
        var taken = Enumerable.Range(0, 3).Select(_ => _ledger.Take()).ToList();
        Settle(taken[0], TransactionEnd.Committed);
        var cut = _ledger.Cut(100)!;
        Settle(taken[1], TransactionEnd.Committed);
        _ledger.Forget(cut);

        Assert.Equal((12, 12, 1), Shape(_ledger.Cut(100)!));
    }

    [Fact]
    public void A_segment_ends_with_its_era()
    {
        var ledger = new ChainLedger(1, Era.Size - 3);
        for (var taken = 0; taken < 5; taken++)
        {
            Settle(ledger.Take(), TransactionEnd.Committed, ledger);
        }

        var cut = ledger.Cut(100)!;
        Assert.Equal((Era.Size - 2, Era.Size - 1, 2), Shape(cut));
        ledger.Forget(cut);
        Assert.Equal((Era.Size, Era.Size + 2, 3), Shape(ledger.Cut(100)!));
    }

    [Fact]
    public void A_segment_holds_no_more_than_it_is_told()
    {
        for (var taken = 0; taken < 5; taken++)
        {
            Settle(_ledger.Take(), TransactionEnd.Committed);
        }

        Assert.Equal((11, 13, 3), Shape(_ledger.Cut(3)!));
    }

    [Fact]
    public void It_closes_when_everything_is_sealed_and_gives_no_number_any_more()
    {
        var taken = _ledger.Take();
        Assert.False(_ledger.CloseIfEmpty());
        Settle(taken, TransactionEnd.Committed);
        Assert.False(_ledger.CloseIfEmpty());
        _ledger.Forget(_ledger.Cut(10)!);

        Assert.True(_ledger.CloseIfEmpty());
        Assert.Throws<StorageUnavailableException>(() => _ledger.Take());
    }

    [Theory]
    [InlineData("", new long[0])]
    [InlineData("5", new long[] { 5 })]
    [InlineData("5,7", new long[] { 5, 7 })]
    [InlineData("5-7,9,11-12", new long[] { 5, 6, 7, 9, 11, 12 })]
    public void Numbers_are_written_as_ranges(string text, long[] numbers)
    {
        Assert.Equal(text, NumberRanges.Format(numbers));
        Assert.Equal(numbers, NumberRanges.Parse(text)!.SelectMany(range => Enumerable.Range((int)range.First, (int)(range.Last - range.First) + 1)).Select(number => (long)number));
    }

    [Theory]
    [InlineData("5,")]
    [InlineData("7,5")]
    [InlineData("9-7")]
    [InlineData("-1")]
    [InlineData("5,5")]
    [InlineData("0")]
    public void Texts_that_are_no_ranges_are_none(string text) => Assert.Null(NumberRanges.Parse(text));

    private static (long First, long Last, long Events) Shape(SegmentCut cut) => (cut.First, cut.Last, cut.Events);

    private void Settle(long sequence, TransactionEnd end, ChainLedger? ledger = null) =>
        (ledger ?? _ledger).Settle(StoredEvent.Of(Samples.Event, sequence), new byte[StoredEvent.CodeLength], end);

    private static class Samples
    {
        public static Kernel.Audit.TrailEvent Event { get; } = new()
        {
            Id = "e",
            Time = 5,
            Name = "Create Secret",
            Category = Kernel.Audit.TrailCategory.Project,
            ServiceName = "OpenAPI",
            SourceService = "Secrets Manager",
            OperationId = "",
            Status = 200,
            Result = Kernel.Audit.TrailResult.Success,
            RequestId = "r",
        };
    }
}
