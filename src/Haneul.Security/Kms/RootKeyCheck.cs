using System.Data.Common;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms;

/// <summary>
/// The row that ties a database to its root key: the fingerprint, and a constant enclosed under the key. Without it a start with another
/// key would go well until the first secret fails to open, and meanwhile make new keys that the right root key can't read.
/// </summary>
internal sealed record RootKeyCheck(string Fingerprint, byte[] CheckValue)
{
    private const string RowId = "root";

    private static ReadOnlySpan<byte> Constant => "haneul root-key check value 0001"u8;

    /// <summary>The stored row, or null in a database that has never been started.</summary>
    public static ValueTask<RootKeyCheck?> FindAsync(IDatabaseSession session)
        => session.QueryFirstOrDefaultAsync($"SELECT fingerprint, check_value FROM kms_root_key_check WHERE id = {RowId}", Read);

    /// <summary>Stores the row unless there is one; the caller reads back which one won.</summary>
    public static async ValueTask StoreAsync(ITransaction transaction, RootKey key, IRandomSource random, long now)
        => await transaction.ExecuteAsync($"""
            INSERT INTO kms_root_key_check (id, fingerprint, check_value, created_at)
            VALUES ({RowId}, {key.Fingerprint}, {Seal(key, random)}, {now})
            ON CONFLICT (id) DO NOTHING
            """);

    /// <summary>Why this key must not be used with this database; null if it is the right one.</summary>
    public string? Refuse(RootKey key, string source)
    {
        if (!string.Equals(Fingerprint, key.Fingerprint, StringComparison.Ordinal))
        {
            return $"This is not the root key of this database: it needs the key with the fingerprint {Fingerprint}, and {source} has {key.Fingerprint}.";
        }

        Span<byte> opened = stackalloc byte[Constant.Length];
        Span<byte> buffer = stackalloc byte[128];
        var additionalData = Describe(buffer, Fingerprint);
        return key.TryUnwrap(CheckValue, additionalData.Bytes, opened) && opened.SequenceEqual(Constant)
            ? null
            : $"The check value of the root key in this database is damaged (fingerprint {Fingerprint}): restore the database from a backup.";
    }

    private static RootKeyCheck Read(DbDataReader row) => new(row.GetString(0), row.GetFieldValue<byte[]>(1));

    private static byte[] Seal(RootKey key, IRandomSource random)
    {
        Span<byte> buffer = stackalloc byte[128];
        var additionalData = Describe(buffer, key.Fingerprint);
        return key.Wrap(random, Constant, additionalData.Bytes);
    }

    private static AdditionalData Describe(Span<byte> buffer, string fingerprint)
    {
        var additionalData = new AdditionalData(buffer);
        additionalData.Add("haneul root-key check"u8);
        additionalData.Add(fingerprint);
        return additionalData;
    }
}
