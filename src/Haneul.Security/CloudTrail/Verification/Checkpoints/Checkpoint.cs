using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Verification.Checkpoints;

/// <summary>A signed statement of where every chain stood: what is kept elsewhere shows that a chain was cut off or a database rolled back.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="CreatedAt">When it was made, unix microseconds.</param>
/// <param name="Body">The text that is signed.</param>
/// <param name="Signature">ECDSA over P-256 with SHA-256, as openssl writes and reads it.</param>
/// <param name="KeyId">The key that signed.</param>
internal sealed record Checkpoint(long Number, long CreatedAt, string Body, byte[] Signature, string KeyId)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns() => $"number, created_at, body, signature, key_id";

    /// <summary>The checkpoint in a row.</summary>
    public static Checkpoint Read(DbDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<byte[]>(3), row.GetString(4));

    /// <summary>The newest; null if there is none.</summary>
    public static ValueTask<Checkpoint?> FindNewestAsync(IDatabaseSession session) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns()} FROM trail_checkpoints ORDER BY number DESC LIMIT 1", Read);

    /// <summary>The statement that stores it.</summary>
    public Sql Insert() => $"INSERT INTO trail_checkpoints (number, created_at, body, signature, key_id) VALUES ({Number}, {CreatedAt}, {Body}, {Signature}, {KeyId})";

    /// <summary>Whether the signature is that of the key.</summary>
    public bool IsSignedBy(ECDsa key) => key.VerifyData(Encoding.UTF8.GetBytes(Body), Signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Hash of a body, which the next one holds.</summary>
    public static string HashOf(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    /// <summary>The file in which it is kept elsewhere.</summary>
    public byte[] ToFile() => JsonAnswer.ToBytes(this, static (json, checkpoint) =>
    {
        json.WriteStartObject();
        json.WriteString("body"u8, checkpoint.Body);
        json.WriteString("signature"u8, Convert.ToBase64String(checkpoint.Signature));
        json.WriteString("key_id"u8, checkpoint.KeyId);
        json.WriteEndObject();
    });

    /// <summary>The checkpoint in a file, or in the answer of the API; null if there is none in it.</summary>
    public static Checkpoint? FromFile(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            var root = document.RootElement.TryGetProperty("checkpoint", out var inner) ? inner : document.RootElement;
            return From(root.GetProperty("body").GetString()!, root.GetProperty("signature").GetBytesFromBase64(), root.GetProperty("key_id").GetString()!);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A checkpoint of its parts; null if the body is none.</summary>
    public static Checkpoint? From(string body, byte[] signature, string keyId) =>
        CheckpointBody.Parse(body) is { } parsed ? new Checkpoint(parsed.Number, parsed.Time, body, signature, keyId) : null;
}

/// <summary>What a checkpoint says.</summary>
/// <param name="KeyId">The key that signs it; it stands for the installation.</param>
/// <param name="Number">Its number.</param>
/// <param name="Time">When, unix microseconds.</param>
/// <param name="Previous">Hash of the body of the one before; null for the first.</param>
/// <param name="Chains">Every chain.</param>
internal sealed record CheckpointBody(string KeyId, long Number, long Time, string? Previous, IReadOnlyList<ChainMark> Chains)
{
    /// <summary>The text, always the same for the same content.</summary>
    public string ToText() => Encoding.UTF8.GetString(JsonAnswer.ToBytes(this, static (json, body) =>
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, 1);
        json.WriteString("key_id"u8, body.KeyId);
        json.WriteNumber("number"u8, body.Number);
        json.WriteString("time"u8, UnixTime.ToWire(body.Time));
        json.WriteString("previous"u8, body.Previous);
        json.WriteStartArray("chains"u8);
        foreach (var chain in body.Chains)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, chain.Id);
            json.WriteNumber("segment"u8, chain.Segment);
            json.WriteNumber("sealed_through"u8, chain.SealedThrough);
            json.WriteString("segment_code_hash"u8, chain.CodeHash);
            json.WriteNumber("trimmed_through"u8, chain.TrimmedThrough);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }));

    /// <summary>Reads a text; null if it is none of these.</summary>
    public static CheckpointBody? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.GetProperty("version").GetInt32() != 1
                ? null
                : new CheckpointBody(
                    root.GetProperty("key_id").GetString()!, root.GetProperty("number").GetInt64(), UnixTime.ToMicroseconds(root.GetProperty("time").GetDateTimeOffset()),
                    root.GetProperty("previous").GetString(),
                    [
                        .. root.GetProperty("chains").EnumerateArray().Select(static chain => new ChainMark(
                            chain.GetProperty("id").GetInt64(), chain.GetProperty("segment").GetInt64(), chain.GetProperty("sealed_through").GetInt64(),
                            chain.GetProperty("segment_code_hash").GetString()!, chain.GetProperty("trimmed_through").GetInt64())),
                    ]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>Where a chain stood.</summary>
/// <param name="Id">The chain.</param>
/// <param name="Segment">Its newest segment.</param>
/// <param name="SealedThrough">The last number of that.</param>
/// <param name="CodeHash">SHA-256 of its code: a code itself leaves the database nowhere.</param>
/// <param name="TrimmedThrough">The last number that was removed when its time had come.</param>
internal sealed record ChainMark(long Id, long Segment, long SealedThrough, string CodeHash, long TrimmedThrough)
{
    /// <summary>The hash of a segment's code.</summary>
    public static string HashOf(byte[] code) => Convert.ToHexStringLower(SHA256.HashData(code));
}
