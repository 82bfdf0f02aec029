using Haneul.Kernel.Audit;
using Haneul.Security.CloudTrail.Events;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>A cursor is good for the query and project that it was made for, and for nothing else.</summary>
public sealed class EventCursorTests
{
    private static readonly EventView View = new("p", null);
    private static readonly EventQuery Query = new() { EventName = "Create Secret", From = 1 };
    private static readonly EventPosition Position = new(1_700_000_000_000_000, 42, new WalkEnds([99, 0, 1L << 39]));

    private readonly EventCursors _cursors = new(new FixedKeys(1));

    [Fact]
    public void A_cursor_gives_its_position_back()
    {
        Assert.True(_cursors.TryRead(_cursors.Write(Position, Query, View), Query, View, out var position));
        Assert.Equal((Position.Time, Position.Sequence), (position.Time, position.Sequence));
        Assert.Equal(Position.Ends.Numbers, position.Ends.Numbers);
    }

    [Fact]
    public void The_limit_may_change_within_a_walk() =>
        Assert.True(_cursors.TryRead(_cursors.Write(Position, Query, View), Query with { Limit = 7 }, View, out _));

    [Fact]
    public void A_cursor_of_another_query_is_refused()
    {
        var cursor = _cursors.Write(Position, Query, View);
        EventQuery[] others =
        [
            Query with { EventName = "Create Secre" }, Query with { EventName = null }, Query with { EventName = "" }, Query with { From = 2 },
            Query with { From = null }, Query with { From = null, To = 1 }, Query with { To = 5 }, Query with { IsAscending = true },
            Query with { EventName = null, ServiceName = "Create Secret" }, Query with { SourceService = "x" }, Query with { ResourceType = "x" },
            Query with { ResourceId = "x" }, Query with { UserId = "x" }, Query with { Result = TrailResult.Success },
            Query with { Category = TrailCategory.Organisation }, Query with { ResourceName = "x" }, Query with { UserEmail = "x" }, Query with { UserName = "x" },
            Query with { CredentialId = "x" }, Query with { SourceAddress = "x" }, Query with { UserAgent = "x" }, Query with { RequestId = "x" },
            Query with { FreeText = "x" },
        ];
        Assert.All(others, other => Assert.False(_cursors.TryRead(cursor, other, View, out _)));
    }

    [Fact]
    public void A_cursor_of_another_project_or_installation_is_refused()
    {
        var cursor = _cursors.Write(Position, Query, View);
        Assert.False(_cursors.TryRead(cursor, Query, new EventView("q", null), out _));
        Assert.False(_cursors.TryRead(cursor, Query, new EventView("p", "default"), out _));
        Assert.False(new EventCursors(new FixedKeys(2)).TryRead(cursor, Query, View, out _));
    }

    [Fact]
    public void A_cursor_with_any_character_changed_added_or_missing_is_refused()
    {
        var cursor = _cursors.Write(Position, Query, View);
        for (var index = 0; index < cursor.Length; index++)
        {
            foreach (var other in "ABab01-_ =\n+é")
            {
                var changed = cursor[..index] + other + cursor[(index + 1)..];
                Assert.True(changed == cursor || !_cursors.TryRead(changed, Query, View, out _), changed);
            }
        }

        string[] garbage = ["", "x", "null", cursor[1..], cursor[..^1], cursor + "A", cursor + "=", " " + cursor, new('A', cursor.Length), new('é', 1024)];
        Assert.All(garbage, text => Assert.False(_cursors.TryRead(text, Query, View, out _)));
    }
}
