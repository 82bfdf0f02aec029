using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Haneul.Security.CloudTrail.LogStorage;
using Haneul.Wire.CloudTrail;

namespace Haneul.UnitTests.CloudTrail.LogStorage;

public sealed class LogArchiveTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(LogStorageFormats.Gz)]
    [InlineData(LogStorageFormats.Gzip)]
    [InlineData(LogStorageFormats.Zip)]
    public void Each_event_is_one_line_of_JSON_whatever_is_in_it(string format)
    {
        var lines = Unpack(format, Make(format, NewEvent("a"), NewEvent("line\nbreak \"한글\" \u2028")));

        Assert.Equal(3, lines.Split('\n').Length);
        Assert.EndsWith("\n", lines, StringComparison.Ordinal);
        Assert.Equal("line\nbreak \"한글\" \u2028", JsonElement.Parse(lines.Split('\n')[1]).GetProperty("event_name").GetString());
        Assert.Contains("한글", lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LogStorageFormats.Gz)]
    [InlineData(LogStorageFormats.Zip)]
    public void The_same_events_are_the_same_bytes(string format) =>
        Assert.Equal(Make(format, NewEvent("a"), NewEvent("b")), Make(format, NewEvent("a"), NewEvent("b")));

    [Fact]
    public void A_zip_holds_one_file_of_the_name_and_time_of_the_cut()
    {
        using var zip = new ZipArchive(new MemoryStream(Make(LogStorageFormats.Zip, NewEvent("a"))));

        var entry = Assert.Single(zip.Entries);
        Assert.Equal(("events.jsonl", Time.DateTime), (entry.FullName, entry.LastWriteTime.DateTime));
    }

    private static byte[] Make(string format, params Event[] events)
    {
        using var archive = new LogArchive(format, "events.jsonl", Time);
        foreach (var trailEvent in events)
        {
            archive.Add(trailEvent);
        }

        return archive.Finish();
    }

    private static string Unpack(string format, byte[] content)
    {
        using var stream = format == LogStorageFormats.Zip
            ? new ZipArchive(new MemoryStream(content)).Entries[0].Open()
            : new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static Event NewEvent(string name) => new()
    {
        EventTime = "2026-11-22T07:59:00.000000Z",
        EventId = "019a0000-0000-7000-8000-000000000001",
        EventName = name,
        EventCategory = EventCategories.Project,
        User = new EventUser("ann@example.org", "ann", "1"),
        SourceIp = "192.0.2.7",
        ServiceName = "OpenAPI",
        Request = new EventRequest { Method = "GET", Path = "/", Status = 200, RequestId = "req-1" },
        Result = EventResults.Success,
        DomainId = "default",
    };
}
