using System.Buffers;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>
/// Events as JSON Lines, compressed in memory: a file on disk could be left behind by a crash. Nothing in it but the events depends on when or where it is made, so that the same
/// events are the same bytes.
/// </summary>
internal sealed class LogArchive : IDisposable
{
    // As the answers of the API write them.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MemoryStream _content = new();
    private readonly ArrayBufferWriter<byte> _line = new(2048);
    private readonly Utf8JsonWriter _json;
    private readonly ZipArchive? _zip;
    private readonly Stream _compressed;

    /// <param name="format"><see cref="LogStorageFormats"/>.</param>
    /// <param name="name">Name of the file inside, for a format that has one.</param>
    /// <param name="time">Its time, for a format that has one.</param>
    public LogArchive(string format, string name, DateTimeOffset time)
    {
        _json = new Utf8JsonWriter(_line, WriterOptions);
        if (format == LogStorageFormats.Zip)
        {
            _zip = new ZipArchive(_content, ZipArchiveMode.Create, leaveOpen: true);
            var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = time.ToUniversalTime();
            _compressed = entry.Open();
        }
        else
        {
            _compressed = new GZipStream(_content, CompressionLevel.Optimal, leaveOpen: true);
        }
    }

    /// <summary>What stands in the header <c>Content-Type</c> of an object of the format.</summary>
    public static string ContentTypeOf(string format) => format == LogStorageFormats.Zip ? "application/zip" : "application/gzip";

    /// <summary>Bytes so far, before compression.</summary>
    public long Length { get; private set; }

    /// <summary>Adds an event.</summary>
    public void Add(Event trailEvent)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        JsonSerializer.Serialize(_json, trailEvent, CloudTrailJson.Default.Event);
        _json.Flush();
        _line.Write("\n"u8);
        _compressed.Write(_line.WrittenSpan);
        Length += _line.WrittenCount;
    }

    /// <summary>The finished file.</summary>
    public byte[] Finish()
    {
        _compressed.Dispose();
        _zip?.Dispose();
        return _content.ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _json.Dispose();
        _compressed.Dispose();
        _zip?.Dispose();
        _content.Dispose();
    }
}
