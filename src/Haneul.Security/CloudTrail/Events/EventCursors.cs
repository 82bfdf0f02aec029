using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>Where a walk through the trail has come to.</summary>
/// <param name="Time">Time of the last event that was given.</param>
/// <param name="Sequence">Its place in the trail.</param>
/// <param name="Newest">
/// The newest place when the walk began. Later events are not part of the walk, so that it ends even though each of its pages leaves an event itself,
/// and gives exactly what was there when it began.
/// </param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventPosition(long Time, long Sequence, long Newest);

/// <summary>
/// Makes and reads cursors: a position with an HMAC (cut to 128 bits) over it, the query and the project. A caller can neither make one up
/// nor use one with another query or project.
/// </summary>
internal sealed class EventCursors(ISystemKeys keys)
{
    private const int PositionLength = 24;
    private const int TagLength = 16;
    private const int HmacLength = 32;

    public string Write(EventPosition position, EventQuery query, EventView view)
    {
        Span<byte> cursor = stackalloc byte[PositionLength + TagLength];
        BinaryPrimitives.WriteInt64BigEndian(cursor, position.Time);
        BinaryPrimitives.WriteInt64BigEndian(cursor[8..], position.Sequence);
        BinaryPrimitives.WriteInt64BigEndian(cursor[16..], position.Newest);
        Authenticate(cursor[..PositionLength], query, view, cursor[PositionLength..]);
        return Base64Url.EncodeToString(cursor);
    }

    /// <summary>False if the text is no cursor of this query and project.</summary>
    public bool TryRead(string text, EventQuery query, EventView view, out EventPosition position)
    {
        position = default;
        Span<byte> cursor = stackalloc byte[PositionLength + TagLength];
        // The exact length also refuses padding and white space: one position has one spelling.
        if (text.Length != Base64Url.GetEncodedLength(cursor.Length) ||
            Base64Url.DecodeFromChars(text, cursor, out _, out var length) != OperationStatus.Done || length != cursor.Length)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[TagLength];
        Authenticate(cursor[..PositionLength], query, view, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, cursor[PositionLength..]))
        {
            return false;
        }

        position = new EventPosition(
            BinaryPrimitives.ReadInt64BigEndian(cursor),
            BinaryPrimitives.ReadInt64BigEndian(cursor[8..]),
            BinaryPrimitives.ReadInt64BigEndian(cursor[16..]));
        return true;
    }

    private void Authenticate(ReadOnlySpan<byte> position, EventQuery query, EventView view, Span<byte> tag)
    {
        using var data = new MemoryStream(512);
        using (var writer = new BinaryWriter(data, Encoding.UTF8, leaveOpen: true))
        {
            // Each text with its length before it, so that no two queries have the same bytes. The limit is free to change within a walk.
            writer.Write("cloud-trail/events/1");
            writer.Write(position);
            writer.Write(view.ProjectId);
            writer.Write(query.IsAscending);
            WriteNullable(writer, query.From);
            WriteNullable(writer, query.To);
            WriteNullable(writer, (long?)query.Category);
            WriteNullable(writer, (long?)query.Result);
            foreach (var text in new[] { query.EventName, query.ServiceName, query.SourceService, query.ResourceType, query.ResourceId, query.UserId })
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
