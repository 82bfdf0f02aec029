using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.Security.CloudTrail.Verification;

/// <summary>
/// Walks one chain from its beginning, or from where events were removed because their time had come, to its head as it was when the verification began, and reports what
/// is not as it was written. Whatever it misses it looks for again: the server may be removing old events meanwhile.
/// </summary>
internal sealed class ChainWalk(IDatabase database, ISystemKeys keys, EventScan scan, ChainTop top, VerificationReport report)
{
    private const int SegmentsOfPage = 200;

    private readonly long _chain = top.Head.Id;
    private ChainHead _head = top.Head;
    private long _segment = top.Head.TrimmedSegment;
    private long _through = top.Head.TrimmedThrough;

    // The code that the next segment must build upon; null where that can't be known.
    private byte[]? _link = top.Head.TrimmedCode;

    /// <summary>Walks the chain.</summary>
    public async ValueTask RunAsync(CancellationToken cancellation)
    {
        report.Chains++;
        var isHeadGenuine = _head.IsGenuine(keys);
        if (!isHeadGenuine)
        {
            // Nothing that it says can be relied upon, but the events and segments speak for themselves.
            Add(DamageKind.HeadChanged, 0, "the row of the chain is not as it was written");
            (_segment, _through, _link) = (-1, 0, null);
        }

        var behind = Sql.Empty;
        while (true)
        {
            var page = await database.ReadAsync(
                session => session.QueryAsync(
                    $"""
                    SELECT {Segment.Columns()} FROM trail_segments WHERE chain_id = {_chain} AND number <= {top.LastSegment} {behind}
                    ORDER BY number LIMIT {SegmentsOfPage}
                    """,
                    Segment.Read),
                cancellation);
            foreach (var segment in page)
            {
                await ExamineAsync(segment, cancellation);
            }

            if (page.Count < SegmentsOfPage)
            {
                break;
            }

            behind = $"AND number > {page[^1].Number}";
        }

        if (isHeadGenuine)
        {
            await CompareWithHeadAsync(cancellation);
        }

        while (await scan.NextAsync(EventPlace.MostNumber, cancellation) is { } scanned)
        {
            report.CountEvent();
            report.Unsealed++;
            if (!scanned.IsGenuine)
            {
                AddForged(scanned, "that no segment holds yet");
            }
        }
    }

    private async ValueTask ExamineAsync(Segment segment, CancellationToken cancellation)
    {
        report.Segments++;
        if (_segment < 0)
        {
            // Behind a head that is not genuine: what there is begins with this one.
            (_segment, _through) = (segment.Number - 1, segment.Cut.First - 1);
        }

        if (segment.Number <= _segment)
        {
            ExamineLeftOver(segment);
            return;
        }

        if (segment.Number != _segment + 1 && !await IsTrimmedToAsync(segment.Number - 1, cancellation))
        {
            Add(DamageKind.SegmentRemoved, _through + 1, $"segments {_segment + 1} to {segment.Number - 1} are gone");
            (_link, _through) = (null, Math.Max(_through, segment.Cut.First - 1));
        }

        await SkipAsync(_through, cancellation);
        if (segment.Number <= _head.TrimmedSegment)
        {
            return;
        }

        if (_link is null ? segment.Cut.First != _through + 1 : !segment.IsGenuine(keys, _link) || segment.Cut.First != _through + 1)
        {
            Add(segment.Number > _head.Segment ? DamageKind.SegmentInserted : DamageKind.SegmentChanged, _through + 1, $"segment {segment.Number} is not as it was written");
            _through = Math.Max(_through, segment.Cut.Last);
            await SkipAsync(_through, cancellation);
        }
        else
        {
            await ExamineEventsAsync(segment, cancellation);
            _through = segment.Cut.Last;
        }

        (_segment, _link) = (segment.Number, segment.Code);
    }

    /// <summary>A segment below what the head calls removed: one that is still to go, which must lead up to it, or one that was put there.</summary>
    private void ExamineLeftOver(Segment segment)
    {
        if (segment.Number < 1 || (segment.Number == _head.TrimmedSegment && !segment.Code.AsSpan().SequenceEqual(_head.TrimmedCode)) || segment.Cut.Last > _head.TrimmedThrough)
        {
            Add(DamageKind.SegmentInserted, segment.Cut.First, $"segment {segment.Number} is none of the chain");
        }
    }

    /// <summary>Events of numbers that no segment accounts for here: only their codes can be examined.</summary>
    private async ValueTask SkipAsync(long through, CancellationToken cancellation)
    {
        while (await scan.NextAsync(through, cancellation) is { } scanned)
        {
            report.CountEvent();
            if (!scanned.IsGenuine)
            {
                AddForged(scanned, "where no segment accounts for it");
            }
        }
    }

    private async ValueTask ExamineEventsAsync(Segment segment, CancellationToken cancellation)
    {
        var (cut, before) = (segment.Cut, report.Damages);
        var (absent, unknown) = (NumberCursor.Of(cut.Absent), NumberCursor.Of(cut.Unknown));
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (expected, count, isMissing) = (cut.First, 0L, false);
        while (true)
        {
            var scanned = await scan.NextAsync(cut.Last, cancellation);
            for (var end = scanned?.Number ?? cut.Last + 1; expected < end; expected++)
            {
                if (unknown.Contains(expected))
                {
                    report.Unknown++;
                }
                else if (!absent.Contains(expected))
                {
                    isMissing = true;
                    if (await IsTrimmedAsync(expected, cancellation))
                    {
                        continue;
                    }

                    Add(DamageKind.EventRemoved, expected, "the event is gone");
                }
            }

            if (scanned is null)
            {
                break;
            }

            expected = scanned.Number + 1;
            report.CountEvent();
            if (unknown.Contains(scanned.Number))
            {
                report.Unknown++;
                if (!scanned.IsGenuine)
                {
                    AddForged(scanned, "where there may have been none");
                }

                continue;
            }

            if (absent.Contains(scanned.Number))
            {
                Add(DamageKind.EventInserted, scanned, "the event stands where none was written");
            }
            else if (!scanned.IsGenuine)
            {
                AddForged(scanned, "");
            }
            else
            {
                count++;
                digest.AppendData(scanned.Row.Code);
            }
        }

        // Each is genuine by itself, and still they are not those that were sealed: one was put back as it never was in the end.
        if (before == report.Damages && !isMissing && (count != cut.Events || !digest.GetHashAndReset().AsSpan().SequenceEqual(cut.Digest)))
        {
            Add(DamageKind.EventChanged, cut.First, $"the events {cut.First} to {cut.Last} are not those that were sealed");
        }
    }

    private async ValueTask CompareWithHeadAsync(CancellationToken cancellation)
    {
        if (_segment < top.Head.Segment && !await IsTrimmedToAsync(top.Head.Segment, cancellation))
        {
            Add(DamageKind.SegmentRemoved, _through + 1, $"segments {_segment + 1} to {top.Head.Segment} are gone");
        }
        else if (_segment > top.Head.Segment || (_segment == top.Head.Segment && (_through != top.Head.SealedThrough || (_link is not null && !_link.AsSpan().SequenceEqual(top.Head.SegmentCode)))))
        {
            Add(DamageKind.HeadChanged, 0, "the row of the chain does not stand at its newest segment");
        }
    }

    /// <summary>Whether events up to a segment were removed meanwhile because their time had come; the walk then goes on behind them.</summary>
    private async ValueTask<bool> IsTrimmedToAsync(long segment, CancellationToken cancellation)
    {
        await RereadAsync(cancellation);
        if (_head.TrimmedSegment <= _segment || _head.TrimmedSegment < segment)
        {
            return false;
        }

        (_segment, _through, _link) = (_head.TrimmedSegment, _head.TrimmedThrough, _head.TrimmedCode);
        return true;
    }

    private async ValueTask<bool> IsTrimmedAsync(long number, CancellationToken cancellation)
    {
        if (number > _head.TrimmedThrough)
        {
            await RereadAsync(cancellation);
        }

        return number <= _head.TrimmedThrough;
    }

    private async ValueTask RereadAsync(CancellationToken cancellation)
    {
        if (await database.ReadAsync(session => ChainHead.FindAsync(session, _chain), cancellation) is { } head && head.IsGenuine(keys))
        {
            _head = head;
        }
    }

    private void AddForged(ScannedEvent scanned, string where)
    {
        var detail = $"the event{(where.Length > 0 ? " " : "")}{where}";
        if (report.First is null && scan.FindOrigin(scanned) is { } origin)
        {
            Add(DamageKind.EventMoved, scanned, $"{detail} was written with the number {origin}");
            return;
        }

        Add(DamageKind.EventChanged, scanned, scanned.Stored is null ? $"{detail} has lost words that it shares with others" : $"{detail} is not as it was written");
    }

    private void Add(DamageKind kind, long number, string detail) => report.Add(new TrailDamage(kind, _chain, number, null, null, detail));

    private void Add(DamageKind kind, ScannedEvent scanned, string detail) =>
        report.Add(new TrailDamage(kind, _chain, scanned.Number, scanned.Row.EventId, scanned.Row.Time, detail));
}
