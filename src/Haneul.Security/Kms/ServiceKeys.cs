using System.Data.Common;
using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms;

/// <summary>
/// The service keys of projects: one per project and service, in terms, made on first use and stored wrapped under the root key. They wrap the data keys
/// of what the service keeps, and a user sees them in ListServiceKeys. The wrapping is bound to project, key id and term, so that a row moved to another
/// project does not unwrap; one moved to another service would, but the envelopes there name the id of their own key.
/// </summary>
internal sealed class ServiceKeys(IDatabase database, RootKeyHolder root, IRandomSource random, IdGenerator ids, TimeProvider time, int cacheCapacity) : IDisposable
{
    public const int DefaultCacheCapacity = 4096;

    private readonly WrappingKeyCache _cache = new(cacheCapacity);

    public ServiceKeys(IDatabase database, RootKeyHolder root, IRandomSource random, IdGenerator ids, TimeProvider time)
        : this(database, root, random, ids, time, DefaultCacheCapacity)
    {
    }

    /// <summary>The key that new envelopes of a service in a project are made under.</summary>
    /// <exception cref="EnvelopeException">The stored key does not unwrap.</exception>
    public ValueTask<WrappingKeyLease> LeaseNewestAsync(string projectId, string service, CancellationToken cancellation)
        => _cache.TryLease(projectId, service, WrappingKeyCache.NewestTerm, out var lease)
            ? new(lease.Value)
            : FindOrCreateAsync(projectId, service, cancellation);

    /// <summary>The key of one term, to open an envelope.</summary>
    /// <exception cref="EnvelopeException">There is no such term, or the stored key does not unwrap.</exception>
    public ValueTask<WrappingKeyLease> LeaseAsync(string projectId, string service, int term, CancellationToken cancellation)
    {
        if (term <= WrappingKeyCache.NewestTerm)
        {
            throw new EnvelopeException("The envelope names an impossible term of a key.");
        }

        return _cache.TryLease(projectId, service, term, out var lease) ? new(lease.Value) : FindAsync(projectId, service, term, cancellation);
    }

    public void Dispose() => _cache.Dispose();

    private static Row Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetFieldValue<byte[]>(2));

    private static Sql SelectNewest(string projectId, string service)
        => $"SELECT term, key_id, wrapped FROM kms_service_keys WHERE project_id = {projectId} AND service = {service} ORDER BY term DESC LIMIT 1";

    private static AdditionalData Describe(Span<byte> buffer, string projectId, string keyId, int term)
    {
        var additionalData = new AdditionalData(buffer);
        additionalData.Add("haneul project key"u8);
        additionalData.Add(projectId);
        additionalData.Add(keyId);
        additionalData.Add(term);
        return additionalData;
    }

    private async ValueTask<WrappingKeyLease> FindAsync(string projectId, string service, int term, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync(
                $"SELECT term, key_id, wrapped FROM kms_service_keys WHERE project_id = {projectId} AND service = {service} AND term = {term}", Read),
            cancellation);
        var key = Unwrap(projectId, row ?? throw new EnvelopeException("The key that the envelope was made under is not there."));
        _cache.Add(projectId, service, term, key);
        return new WrappingKeyLease(key);
    }

    private async ValueTask<WrappingKeyLease> FindOrCreateAsync(string projectId, string service, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(session => session.QueryFirstOrDefaultAsync(SelectNewest(projectId, service), Read), cancellation)
            ?? await CreateAsync(projectId, service, cancellation);
        var key = Unwrap(projectId, row);
        _cache.Add(projectId, service, WrappingKeyCache.NewestTerm, key);
        _cache.Add(projectId, service, key.Term, key);
        return new WrappingKeyLease(key);
    }

    // Two first uses at once, in this process or on two nodes, both insert; one wins and both read the winner's key back.
    private async ValueTask<Row> CreateAsync(string projectId, string service, CancellationToken cancellation)
    {
        const int firstTerm = 1;
        var keyId = ids.NewHexId();
        var wrapped = WrapNew(projectId, keyId, firstTerm);
        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        var row = await database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync($"""
                    INSERT INTO kms_service_keys (project_id, service, term, key_id, root, wrapped, created_at)
                    VALUES ({projectId}, {service}, {firstTerm}, {keyId}, {root.Key.Fingerprint}, {wrapped}, {now})
                    ON CONFLICT (project_id, service, term) DO NOTHING
                    """);
                return await transaction.QueryFirstOrDefaultAsync(SelectNewest(projectId, service), Read);
            },
            cancellation);
        return row ?? throw new InvalidOperationException("A service key that was just stored is not there.");
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
            throw new EnvelopeException("The stored service key is damaged.");
        }

        var term = (int)row.Term;
        var additionalData = Describe(buffer, projectId, row.KeyId, term);
        try
        {
            return root.Key.TryUnwrap(row.Wrapped, additionalData.Bytes, key)
                ? new WrappingKey(id, term, new SecretKey(key))
                : throw new EnvelopeException("The stored service key does not unwrap: it is damaged or belongs to another project.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            additionalData.Dispose();
        }
    }

    private sealed record Row(long Term, string KeyId, byte[] Wrapped);
}
