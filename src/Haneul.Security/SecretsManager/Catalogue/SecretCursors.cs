using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Where a search has come to: the last secret that it looked at.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SecretPosition(long CreatedAt, string Id);

/// <summary>Makes and reads cursors: a position with an HMAC (cut to 128 bits) over it, the search and the project, so that nobody makes one up or goes on with another search.</summary>
internal sealed class SecretCursors(ISystemKeys keys)
{
    private const int TagLength = 16;
    private const int HmacLength = 32;
    private const int LongestId = 64;

    public string Write(SecretPosition position, SecretQuery query, string projectId)
    {
        var id = Encoding.UTF8.GetBytes(position.Id);
        var cursor = new byte[sizeof(long) + id.Length + TagLength];
        BinaryPrimitives.WriteInt64BigEndian(cursor, position.CreatedAt);
        id.CopyTo(cursor, sizeof(long));
        Authenticate(cursor.AsSpan(0, cursor.Length - TagLength), query, projectId, cursor.AsSpan(cursor.Length - TagLength));
        return Base64Url.EncodeToString(cursor);
    }

    /// <summary>False if the text is no cursor of this search and project.</summary>
    public bool TryRead(string text, SecretQuery query, string projectId, out SecretPosition position)
    {
        position = default;
        Span<byte> cursor = stackalloc byte[sizeof(long) + LongestId + TagLength];
        if (text.Length > Base64Url.GetEncodedLength(cursor.Length) || Base64Url.DecodeFromChars(text, cursor, out _, out var length) != OperationStatus.Done
            || length <= sizeof(long) + TagLength || text.Length != Base64Url.GetEncodedLength(length))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[TagLength];
        Authenticate(cursor[..(length - TagLength)], query, projectId, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, cursor[(length - TagLength)..length]))
        {
            return false;
        }

        position = new SecretPosition(BinaryPrimitives.ReadInt64BigEndian(cursor), Encoding.UTF8.GetString(cursor[sizeof(long)..(length - TagLength)]));
        return true;
    }

    private void Authenticate(ReadOnlySpan<byte> position, SecretQuery query, string projectId, Span<byte> tag)
    {
        using var data = new MemoryStream(512);
        using (var writer = new BinaryWriter(data, Encoding.UTF8, leaveOpen: true))
        {
            // Each text with its length before it, so that no two searches have the same bytes. The limit is free to change within a walk.
            writer.Write("secrets-manager/secrets/1");
            writer.Write(position.Length);
            writer.Write(position);
            writer.Write(projectId);
            WriteNullable(writer, query.IsAccessible is { } accessible ? (accessible ? 1 : 0) : null);
            WriteNullable(writer, query.ExpiresBefore);
            WriteNullable(writer, query.UnusedSince);
            foreach (var term in query.Terms)
            {
                writer.Write(term);
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
