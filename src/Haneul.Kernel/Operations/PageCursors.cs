using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;

namespace Haneul.Kernel.Operations;

/// <summary>The place of a row in a list that is ordered by an instant, an id and a number.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PagePosition(long At, string Id, long Number = 0)
{
    /// <summary>Before every row.</summary>
    public static readonly PagePosition Start = new(long.MinValue, "");
}

/// <summary>What a caller asked for of such a list.</summary>
/// <param name="Limit">Most rows of the page.</param>
/// <param name="After">The row before the first one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PageAsked(int Limit, PagePosition After);

/// <summary>
/// Pages by position: they cost the same however far on they are. A cursor is a position with an HMAC (cut to 128 bits) over it and the list, so that nobody makes one
/// up or goes on with another list.
/// </summary>
public sealed class PageCursors(ISystemKeys keys)
{
    private const int TagLength = 16;
    private const int HmacLength = 32;
    private const int FixedLength = 2 * sizeof(long);
    private const int LongestId = 64;
    private const int MostAtOnce = 1000;
    private const int UsuallyAtOnce = 20;

    /// <summary>Reads <c>limit</c> and <c>cursor</c>; what is wrong with them becomes a problem of the query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="list">What is listed: operation, project, and whatever else decides which rows there are.</param>
    public PageAsked Read(QueryFields query, string list)
    {
        var limit = query.Int32("limit", 1, MostAtOnce) ?? UsuallyAtOnce;
        var after = PagePosition.Start;
        if (query.Text("cursor") is { } cursor && !TryRead(cursor, list, out after))
        {
            query.AddProblem("cursor", "is not a cursor of this list");
        }

        return new(limit, after);
    }

    /// <summary>The rows of a page, of which one more was read than fits, and the cursor of the next; null after the last.</summary>
    public (IReadOnlyList<T> Page, string? Next) Cut<T>(List<T> rows, PageAsked asked, string list, Func<T, PagePosition> positionOf)
    {
        if (rows.Count <= asked.Limit)
        {
            return (rows, null);
        }

        rows.RemoveRange(asked.Limit, rows.Count - asked.Limit);
        return (rows, Write(positionOf(rows[^1]), list));
    }

    private string Write(PagePosition position, string list)
    {
        var id = Encoding.UTF8.GetBytes(position.Id);
        var cursor = new byte[FixedLength + id.Length + TagLength];
        BinaryPrimitives.WriteInt64BigEndian(cursor, position.At);
        BinaryPrimitives.WriteInt64BigEndian(cursor.AsSpan(sizeof(long)), position.Number);
        id.CopyTo(cursor, FixedLength);
        Authenticate(cursor.AsSpan(0, cursor.Length - TagLength), list, cursor.AsSpan(cursor.Length - TagLength));
        return Base64Url.EncodeToString(cursor);
    }

    private bool TryRead(string text, string list, out PagePosition position)
    {
        position = PagePosition.Start;
        Span<byte> cursor = stackalloc byte[FixedLength + LongestId + TagLength];
        if (text.Length > Base64Url.GetEncodedLength(cursor.Length) || Base64Url.DecodeFromChars(text, cursor, out _, out var length) != OperationStatus.Done
            || length < FixedLength + TagLength || text.Length != Base64Url.GetEncodedLength(length))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[TagLength];
        Authenticate(cursor[..(length - TagLength)], list, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, cursor[(length - TagLength)..length]))
        {
            return false;
        }

        position = new PagePosition(
            BinaryPrimitives.ReadInt64BigEndian(cursor),
            Encoding.UTF8.GetString(cursor[FixedLength..(length - TagLength)]),
            BinaryPrimitives.ReadInt64BigEndian(cursor[sizeof(long)..]));
        return true;
    }

    private void Authenticate(ReadOnlySpan<byte> position, string list, Span<byte> tag)
    {
        using var data = new MemoryStream(256);
        using (var writer = new BinaryWriter(data, Encoding.UTF8, leaveOpen: true))
        {
            // The texts with their lengths before them, so that no two lists have the same bytes.
            writer.Write("pages/1");
            writer.Write(list);
            writer.Write(position);
        }

        Span<byte> hmac = stackalloc byte[HmacLength];
        keys.ComputeHmac(SystemKey.CursorAuthentication, data.GetBuffer().AsSpan(0, (int)data.Length), hmac);
        hmac[..TagLength].CopyTo(tag);
    }
}
