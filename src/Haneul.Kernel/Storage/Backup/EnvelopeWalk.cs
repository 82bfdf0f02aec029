using System.Data.Common;
using Haneul.Kernel.Crypto;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>An envelope of a table, with what it is bound to.</summary>
/// <param name="Scope">What it is bound to.</param>
/// <param name="Envelope">Its bytes; the wrapped data key first where a table keeps the two apart.</param>
/// <param name="UserKeyId">The user key that protects it; null for a key of the product.</param>
public sealed record StoredEnvelope(EnvelopeScope Scope, byte[] Envelope, string? UserKeyId = null);

/// <summary>Opens every envelope of a table, some hundred at a time, and counts those that don't. What comes out is wiped at once.</summary>
public static class EnvelopeWalk
{
    /// <summary>How many rows a page should have.</summary>
    public const int PageSize = 500;

    /// <summary>Walks a table.</summary>
    /// <param name="database">Where the table is.</param>
    /// <param name="keyring">Opens them.</param>
    /// <param name="page">The statement of the rows that follow those of a scope; of the first ones for null.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async ValueTask<BackupCheckResult> OpenAllAsync(
        IDatabase database, IKeyring keyring, Func<EnvelopeScope?, Sql> page, Func<DbDataReader, StoredEnvelope> read, CancellationToken cancellation)
    {
        long examined = 0, failed = 0;
        string? first = null;
        EnvelopeScope? last = null;
        while (true)
        {
            var rows = await database.ReadAsync(session => session.QueryAsync(page(last), read), cancellation);
            if (rows.Count == 0)
            {
                return new BackupCheckResult(examined, failed, first);
            }

            foreach (var row in rows)
            {
                examined++;
                try
                {
                    await OpenAsync(keyring, row, cancellation);
                }
                catch (EnvelopeException exception)
                {
                    failed++;
                    first ??= $"{row.Scope.Purpose} {row.Scope.ResourceId}{(row.Scope.Version > 0 ? $" version {row.Scope.Version}" : "")}: {exception.Message}";
                }
            }

            last = rows[^1].Scope;
        }
    }

    private static async ValueTask OpenAsync(IKeyring keyring, StoredEnvelope row, CancellationToken cancellation)
    {
        if (row.UserKeyId is null || row.Envelope.Length < IKeyring.WrappedKeySize)
        {
            (await keyring.OpenAsync(row.Scope, row.Envelope, cancellation)).Dispose();
            return;
        }

        // Null for a version of a user key that its owner has deactivated or destroyed: as intended, so no damage.
        var parts = new SealedValue(row.Envelope[..IKeyring.WrappedKeySize], row.Envelope[IKeyring.WrappedKeySize..]);
        (await keyring.OpenPartsAsync(row.Scope, row.UserKeyId, parts, cancellation))?.Dispose();
    }
}
