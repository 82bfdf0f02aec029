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
    private const string PreviousId = "previous";
    private const string RetiredPrefix = "retired/";


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

    /// <summary>Whoever writes what is wrapped under the root key holds this lock, so that nothing is written under a root key that was just replaced.</summary>
    public static ValueTask LockAsync(ITransaction transaction) => transaction.LockAsync("kms-root-key");

    /// <summary>The root key whose place another has taken while service keys are still wrapped under it; null when no rotation is under way.</summary>
    public static ValueTask<string?> FindPreviousAsync(IDatabaseSession session)
        => session.QueryFirstOrDefaultAsync($"SELECT fingerprint FROM kms_root_key_check WHERE id = {PreviousId}", static row => row.GetString(0));

    /// <summary>Whether a root key was in use here and nothing is wrapped under it any more.</summary>
    public static async ValueTask<bool> IsRetiredAsync(IDatabaseSession session, string fingerprint)
        => await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM kms_root_key_check WHERE id = {RetiredPrefix + fingerprint}", static row => row.GetInt64(0)) > 0;

    /// <summary>
    /// The root key that things have to be wrapped under now, as the database says; nobody can replace it before the transaction ends. A process that was started
    /// before a rotation on another node and does not have that key must not write under its own: nobody would be able to read it afterwards.
    /// </summary>
    /// <exception cref="StorageUnavailableException">This process does not have that key.</exception>
    public static async ValueTask<RootKey> UseAsync(ITransaction transaction, RootKeyHolder root)
    {
        await LockAsync(transaction);
        var check = await FindAsync(transaction) ?? throw new InvalidOperationException("The check value of the root key is gone.");
        return root.Find(check.Fingerprint) ?? throw NotHere(check.Fingerprint);
    }

    /// <summary>Tells, in the log of a call that is answered 503, what the operator has to do.</summary>
    public static StorageUnavailableException NotHere(string fingerprint) => new(
        $"The root key with the fingerprint {fingerprint} is needed, which this process does not have: another node has rotated the root key. Start this one again with the new key (docs/operating.md, root key).");

    /// <summary>Puts a key in the place of the present one, which becomes the previous; false if that place is taken or was another's meanwhile.</summary>
    public static async ValueTask<bool> TryReplaceAsync(ITransaction transaction, RootKey from, RootKey to, IRandomSource random, long now)
    {
        await LockAsync(transaction);
        if (await FindAsync(transaction) is not { } check || !string.Equals(check.Fingerprint, from.Fingerprint, StringComparison.Ordinal)
            || await FindPreviousAsync(transaction) is not null)
        {
            return false;
        }

        await transaction.ExecuteAsync($"UPDATE kms_root_key_check SET id = {PreviousId} WHERE id = {RowId}");
        await StoreAsync(transaction, to, random, now);
        return true;
    }

    /// <summary>Notes that nothing is wrapped under the previous root key any more.</summary>
    public static async ValueTask RetirePreviousAsync(ITransaction transaction, string fingerprint)
        => await transaction.ExecuteAsync($"UPDATE kms_root_key_check SET id = {RetiredPrefix + fingerprint} WHERE id = {PreviousId} AND fingerprint = {fingerprint}");

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
