using System.Data.Common;
using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms;

/// <summary>
/// One key per project, in terms, made on first use and stored wrapped under the root key. The wrapping is bound to project, key id and term,
/// so that a row moved to another project does not unwrap.
/// </summary>
internal sealed class ProjectKeys(IDatabase database, RootKeyHolder root, IRandomSource random, IdGenerator ids, TimeProvider time, int cacheCapacity) : IDisposable
{
    public const int DefaultCacheCapacity = 4096;

    private readonly WrappingKeyCache _cache = new(cacheCapacity);

    public ProjectKeys(IDatabase database, RootKeyHolder root, IRandomSource random, IdGenerator ids, TimeProvider time)
        : this(database, root, random, ids, time, DefaultCacheCapacity)
    {
    }

    /// <summary>The key that new envelopes of a project are made under.</summary>
    /// <exception cref="EnvelopeException">The stored key does not unwrap.</exception>
    public ValueTask<WrappingKeyLease> LeaseNewestAsync(string projectId, CancellationToken cancellation)
        => _cache.TryLease(projectId, WrappingKeyCache.NewestTerm, out var lease)
            ? new(lease.Value)
            : FindOrCreateAsync(projectId, cancellation);

    /// <summary>The key of one term, to open an envelope.</summary>
    /// <exception cref="EnvelopeException">There is no such term, or the stored key does not unwrap.</exception>
    public ValueTask<WrappingKeyLease> LeaseAsync(string projectId, int term, CancellationToken cancellation)
    {
        if (term <= WrappingKeyCache.NewestTerm)
        {
            throw new EnvelopeException("The envelope names an impossible term of a key.");
        }

        return _cache.TryLease(projectId, term, out var lease) ? new(lease.Value) : FindAsync(projectId, term, cancellation);
    }

    public void Dispose() => _cache.Dispose();

    private static Row Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetFieldValue<byte[]>(2));

    private static Sql SelectNewest(string projectId)
        => $"SELECT term, key_id, wrapped FROM kms_project_keys WHERE project_id = {projectId} ORDER BY term DESC LIMIT 1";

    private static AdditionalData Describe(Span<byte> buffer, string projectId, string keyId, int term)
    {
        var additionalData = new AdditionalData(buffer);
        additionalData.Add("haneul project key"u8);
        additionalData.Add(projectId);
        additionalData.Add(keyId);
        additionalData.Add(term);
        return additionalData;
    }

    private async ValueTask<WrappingKeyLease> FindAsync(string projectId, int term, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync(
                $"SELECT term, key_id, wrapped FROM kms_project_keys WHERE project_id = {projectId} AND term = {term}", Read),
            cancellation);
        var key = Unwrap(projectId, row ?? throw new EnvelopeException("The key that the envelope was made under is not there."));
        _cache.Add(projectId, term, key);
        return new WrappingKeyLease(key);
    }

    private async ValueTask<WrappingKeyLease> FindOrCreateAsync(string projectId, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(session => session.QueryFirstOrDefaultAsync(SelectNewest(projectId), Read), cancellation)
            ?? await CreateAsync(projectId, cancellation);
        var key = Unwrap(projectId, row);
        _cache.Add(projectId, WrappingKeyCache.NewestTerm, key);
        _cache.Add(projectId, key.Term, key);
        return new WrappingKeyLease(key);
    }

    // Two first uses at once, in this process or on two nodes, both insert; one wins and both read the winner's key back.
    private async ValueTask<Row> CreateAsync(string projectId, CancellationToken cancellation)
    {
        const int firstTerm = 1;
        var keyId = ids.NewHexId();
        var wrapped = WrapNew(projectId, keyId, firstTerm);
        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        var row = await database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync($"""
                    INSERT INTO kms_project_keys (project_id, term, key_id, wrapped, created_at)
                    VALUES ({projectId}, {firstTerm}, {keyId}, {wrapped}, {now})
                    ON CONFLICT (project_id, term) DO NOTHING
                    """);
                return await transaction.QueryFirstOrDefaultAsync(SelectNewest(projectId), Read);
            },
            cancellation);
        return row ?? throw new InvalidOperationException("A project key that was just stored is not there.");
    }

    private byte[] WrapNew(string projectId, string keyId, int term)
    {
        Span<byte> buffer = stackalloc byte[256];
        Span<byte> key = stackalloc byte[SecretKey.Size];
        random.Fill(key);
        var additionalData = Describe(buffer, projectId, keyId, term);
        var wrapped = root.Key.Wrap(random, key, additionalData.Bytes);
        additionalData.Dispose();
        CryptographicOperations.ZeroMemory(key);
        return wrapped;
    }

    private WrappingKey Unwrap(string projectId, Row row)
    {
        Span<byte> buffer = stackalloc byte[256];
        Span<byte> key = stackalloc byte[SecretKey.Size];
        if (row.Term is < 1 or > int.MaxValue || !WrappingKey.TryParseId(row.KeyId, out var id))
        {
            throw new EnvelopeException("The stored key of the project is damaged.");
        }

        var term = (int)row.Term;
        var additionalData = Describe(buffer, projectId, row.KeyId, term);
        try
        {
            return root.Key.TryUnwrap(row.Wrapped, additionalData.Bytes, key)
                ? new WrappingKey(id, term, new SecretKey(key))
                : throw new EnvelopeException("The stored key of the project does not unwrap: it is damaged or belongs to another project.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            additionalData.Dispose();
        }
    }

    private sealed record Row(long Term, string KeyId, byte[] Wrapped);
}
