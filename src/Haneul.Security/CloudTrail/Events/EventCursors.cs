using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>Where a walk through the trail has come to.</summary>
/// <param name="Time">Time of the last event that was given, or looked at.</param>
/// <param name="Sequence">Its place in the trail.</param>
/// <param name="Ends">Where the walk ends.</param>
internal sealed record EventPosition(long Time, long Sequence, WalkEnds Ends);

/// <summary>
/// Makes and reads cursors: a position with an HMAC (cut to 128 bits) over it, the query and the view. A caller can neither make one up
/// nor use one with another query or project.
/// </summary>
internal sealed class EventCursors(ISystemKeys keys)
{
    /// <summary>Characters of a cursor at most: that of some hundred chains.</summary>
    public const int MaxLength = 4096;

    private const int TagLength = 16;
    private const int HmacLength = 32;

    public string Write(EventPosition position, EventQuery query, EventView view)
    {
        using var cursor = new MemoryStream();
        using (var writer = new BinaryWriter(cursor, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(position.Time);
            writer.Write(position.Sequence);
            foreach (var number in position.Ends.Numbers)
            {
                writer.Write7BitEncodedInt64(number);
            }
        }

        Span<byte> tag = stackalloc byte[TagLength];
        Authenticate(cursor.GetBuffer().AsSpan(0, (int)cursor.Length), query, view, tag);
        cursor.Write(tag);
        return Base64Url.EncodeToString(cursor.GetBuffer().AsSpan(0, (int)cursor.Length));
    }

    /// <summary>False if the text is no cursor of this query and view.</summary>
    public bool TryRead(string text, EventQuery query, EventView view, [NotNullWhen(true)] out EventPosition? position)
    {
        position = null;
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            return false;
        }

        var cursor = Base64Url.DecodeFromChars(text);

        // One position has one spelling: padding and white space are refused.
        if (cursor.Length <= TagLength || !string.Equals(Base64Url.EncodeToString(cursor), text, StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[TagLength];
        Authenticate(cursor.AsSpan(..^TagLength), query, view, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, cursor.AsSpan(^TagLength..)))
        {
            return false;
        }

        using var content = new MemoryStream(cursor, 0, cursor.Length - TagLength);
        using var reader = new BinaryReader(content, Encoding.UTF8);
        var (time, sequence) = (reader.ReadInt64(), reader.ReadInt64());
        var ends = new List<long>();
        while (content.Position < content.Length)
        {
            ends.Add(reader.Read7BitEncodedInt64());
        }

        position = new EventPosition(time, sequence, new WalkEnds(ends));
        return true;
    }

    private void Authenticate(ReadOnlySpan<byte> position, EventQuery query, EventView view, Span<byte> tag)
    {
        using var data = new MemoryStream(512);
        using (var writer = new BinaryWriter(data, Encoding.UTF8, leaveOpen: true))
        {
            // Each text with its length before it, so that no two queries have the same bytes. The limit is free to change within a walk.
            writer.Write("cloud-trail/events/2");
            writer.Write(position.Length);
            writer.Write(position);
            writer.Write(view.ProjectId);
            writer.Write(view.DomainId is not null);
            writer.Write(query.IsAscending);
            WriteNullable(writer, query.From);
            WriteNullable(writer, query.To);
            WriteNullable(writer, (long?)query.Category);
            WriteNullable(writer, (long?)query.Result);
            foreach (var text in query.Texts.Append(query.FreeText))
            {
                writer.Write(text is not null);
                writer.Write(text ?? "");
            }
        }

        Span<byte> hmac = stackalloc byte[HmacLength];
        keys.ComputeHmac(SystemKey.CursorAuthentication, data.GetBuffer().AsSpan(0, (int)data.Length), hmac);
        hmac[..TagLength].CopyTo(tag);
    }

    private static void WriteNullable(BinaryWriter writer, long? number)
    {
        writer.Write(number.HasValue);
        writer.Write(number.GetValueOrDefault());
    }
}
