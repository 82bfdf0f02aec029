using System.Data.Common;
using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Rotation;

namespace Haneul.Security.Kms;

/// <summary>
/// The service keys of projects: one per project and service, in terms, made on first use and stored wrapped under the root key. They wrap the data keys
/// of what the service keeps, and a user sees them in ListServiceKeys. The wrapping is bound to project, key id and term, so that a row moved to another
/// project does not unwrap; one moved to another service would, but the envelopes there name the id of their own key.
/// </summary>
internal sealed class ServiceKeys(
    IDatabase database, RootKeyHolder root, ServiceKeySchedule schedule, IRandomSource random, IdGenerator ids, TimeProvider time, int cacheCapacity) : IDisposable
{
    public const int DefaultCacheCapacity = 4096;

    private readonly WrappingKeyCache _cache = new(cacheCapacity, time);

    public ServiceKeys(IDatabase database, RootKeyHolder root, ServiceKeySchedule schedule, IRandomSource random, IdGenerator ids, TimeProvider time)
        : this(database, root, schedule, random, ids, time, DefaultCacheCapacity)
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

    /// <summary>The newest term of a key, from the database and not from memory; null if the service has no key in the project yet.</summary>
    public static async ValueTask<int?> FindNewestTermAsync(IDatabaseSession session, string projectId, string service) =>
        (int?)await session.QueryFirstOrDefaultAsync(
            $"SELECT MAX(term) FROM kms_service_keys WHERE project_id = {projectId} AND service = {service}", static row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0));

    /// <summary>Adds a term to a key that there is, and gives its number. <see cref="Forget"/> comes after the commit.</summary>
    public async ValueTask<int> AddTermAsync(ITransaction transaction, string projectId, string service)
    {
        var rootKey = await RootKeyCheck.UseAsync(transaction, root);
        var term = await FindNewestTermAsync(transaction, projectId, service) + 1 ?? throw new InvalidOperationException("The service has no key in the project.");
        await InsertAsync(transaction, rootKey, projectId, service, term);
        return term;
    }

    /// <summary>Deletes the terms before one, and gives how many there were. <see cref="Forget"/> comes after the commit.</summary>
    public static async ValueTask<int> DeleteTermsBeforeAsync(ITransaction transaction, string projectId, string service, int term) =>
        await transaction.ExecuteAsync($"DELETE FROM kms_service_keys WHERE project_id = {projectId} AND service = {service} AND term < {term}");

    /// <summary>Takes a key out of the memory of this process, so that the next use reads it anew.</summary>
    public void Forget(string projectId, string service) => _cache.Remove(projectId, service);

    public void Dispose() => _cache.Dispose();

    private static Row Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetString(3));

    private static Sql SelectNewest(string projectId, string service)
        => $"SELECT term, key_id, wrapped, root FROM kms_service_keys WHERE project_id = {projectId} AND service = {service} ORDER BY term DESC LIMIT 1";

    internal static AdditionalData Describe(Span<byte> buffer, string projectId, string keyId, int term)
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
                $"SELECT term, key_id, wrapped, root FROM kms_service_keys WHERE project_id = {projectId} AND service = {service} AND term = {term}", Read),
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
        var row = await database.WriteAsync(
            async transaction =>
            {
                var rootKey = await RootKeyCheck.UseAsync(transaction, root);
                if (await InsertAsync(transaction, rootKey, projectId, service, term: 1))
                {
                    await schedule.BeginAsync(transaction, projectId, service, time.GetUtcNow());
                }

                return await transaction.QueryFirstOrDefaultAsync(SelectNewest(projectId, service), Read);
            },
            cancellation);
        return row ?? throw new InvalidOperationException("A service key that was just stored is not there.");
    }

    private async ValueTask<bool> InsertAsync(ITransaction transaction, RootKey rootKey, string projectId, string service, int term)
    {
        var keyId = ids.NewHexId();
        return await transaction.ExecuteAsync($"""
            INSERT INTO kms_service_keys (project_id, service, term, key_id, root, wrapped, created_at)
            VALUES ({projectId}, {service}, {term}, {keyId}, {rootKey.Fingerprint}, {WrapNew(rootKey, projectId, keyId, term)}, {UnixTime.ToMicroseconds(time.GetUtcNow())})
            ON CONFLICT (project_id, service, term) DO NOTHING
            """) == 1;
    }

    private byte[] WrapNew(RootKey rootKey, string projectId, string keyId, int term)
    {
        Span<byte> buffer = stackalloc byte[256];
        Span<byte> key = stackalloc byte[SecretKey.Size];
        random.Fill(key);
        var additionalData = Describe(buffer, projectId, keyId, term);
        var wrapped = rootKey.Wrap(random, key, additionalData.Bytes);
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
        var rootKey = root.Find(row.Root) ?? throw RootKeyCheck.NotHere(row.Root);
        var additionalData = Describe(buffer, projectId, row.KeyId, term);
        try
        {
            return rootKey.TryUnwrap(row.Wrapped, additionalData.Bytes, key)
                ? new WrappingKey(id, term, new SecretKey(key))
                : throw new EnvelopeException("The stored service key does not unwrap: it is damaged or belongs to another project.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            additionalData.Dispose();
        }
    }

    private sealed record Row(long Term, string KeyId, byte[] Wrapped, string Root);
}
