using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Rotation;

namespace Haneul.Security.Kms;

/// <summary>How far <see cref="KmsStartup.OpenAsync"/> came.</summary>
/// <param name="Refusal">Why the server must not start; null if it may. Fit for the operator's terminal: it never carries key material.</param>
/// <param name="IsFirstStart">The database has no root key yet: <see cref="KmsStartup.InitializeAsync"/> comes next, in the transaction of the first start.</param>
public readonly record struct KmsOpening(string? Refusal, bool IsFirstStart);

/// <summary>
/// Brings up the keys before anything else: reads the root key, holds it against the check value in the database and loads the system keys.
/// After <see cref="OpenAsync"/> without refusal or first start, or after <see cref="InitializeAsync"/>, keyring and system keys work.
/// </summary>
public sealed class KmsStartup
{
    private readonly IDatabase _database;
    private readonly HaneulOptions _options;
    private readonly RootKeyHolder _root;
    private readonly SystemKeys _systemKeys;
    private readonly RootKeyRotation _rotation;
    private readonly ServiceKeySchedule _schedule;
    private readonly IRandomSource _random;
    private readonly TimeProvider _time;
    private RootKeySource? _source;
    private RootKey? _candidate;

    internal KmsStartup(
        IDatabase database, HaneulOptions options, RootKeyHolder root, SystemKeys systemKeys, RootKeyRotation rotation, ServiceKeySchedule schedule, IRandomSource random, TimeProvider time)
    {
        _database = database;
        _options = options;
        _root = root;
        _systemKeys = systemKeys;
        _rotation = rotation;
        _schedule = schedule;
        _random = random;
        _time = time;
    }

    /// <summary>The fingerprint of the root key in use, for the banner and the offline verbs.</summary>
    public string RootKeyFingerprint => _root.Key.Fingerprint;

    /// <summary>The fingerprint of the root key that the key in use has replaced, while something is still wrapped under it; null otherwise.</summary>
    public string? PreviousRootKeyFingerprint { get; private set; }

    /// <summary>
    /// Opens a migrated database. May be called again: a node that lost the race for the first start opens what the winner has made.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database did not answer.</exception>
    public async ValueTask<KmsOpening> OpenAsync(CancellationToken cancellation)
    {
        if (!RootKeySource.TryParse(_options.RootKey, _options.DataDirectory, _time, out var source, out var problem))
        {
            return new(problem, IsFirstStart: false);
        }

        _source = source;
        var reading = await source.ReadAsync(cancellation);
        if (await _database.ReadAsync(RootKeyCheck.FindAsync, cancellation) is { } check)
        {
            return new(await AcceptAsync(check, reading, source.Description, cancellation), IsFirstStart: false);
        }

        if (await _database.ReadAsync(CountKeysAsync, cancellation) > 0)
        {
            // New keys beside old ones that nobody can tell to be readable would hide the damage.
            return new("This database holds keys but not the check value of their root key: it is damaged, restore it from a backup.", IsFirstStart: false);
        }

        if (reading.Key is null && !(reading.IsMissing && source.CanCreate))
        {
            return new(reading.Problem, IsFirstStart: false);
        }

        _candidate = reading.Key;
        return new(Refusal: null, IsFirstStart: true);
    }

    /// <summary>
    /// Within the transaction of the first start: generates the root key where the default place has none, ties the database to it and makes the
    /// system keys, which work from here on. If that transaction is not kept, neither are they; the root key file stays for the next try.
    /// Nothing here waits but on the transaction, and it may run again, as the transaction may.
    /// </summary>
    public async ValueTask InitializeAsync(ITransaction transaction)
    {
        var source = _source ?? throw new InvalidOperationException("OpenAsync comes first.");
        var key = _candidate ??= source.Create(_random);
        await RootKeyCheck.StoreAsync(transaction, key, _random, UnixTime.ToMicroseconds(_time.GetUtcNow()));
        await _systemKeys.CreateMissingAsync(transaction, key);
        var check = await RootKeyCheck.FindAsync(transaction);
        var (isComplete, problem) = await _systemKeys.LoadAsync(transaction, key);
        if (check?.Refuse(key, source.Description) is not null || !isComplete || problem is not null)
        {
            throw new InvalidOperationException("The database got another root key during its first start: the caller has to hold the lock of the first start.");
        }

        _root.Accept(key);
    }

    private static ValueTask<long> CountKeysAsync(IDatabaseSession session)
        => session.QueryFirstOrDefaultAsync(
            $"SELECT (SELECT COUNT(*) FROM kms_system_keys) + (SELECT COUNT(*) FROM kms_service_keys)", row => row.GetInt64(0));

    private async ValueTask<string?> AcceptAsync(RootKeyCheck check, RootKeyReading reading, string source, CancellationToken cancellation)
    {
        if (reading.Key is not { } key)
        {
            return reading.IsMissing
                ? $"This database needs its root key, with the fingerprint {check.Fingerprint}. {reading.Problem}"
                : reading.Problem;
        }

        var (other, problem) = await ReadOtherAsync(key, cancellation);
        problem ??= await _rotation.JoinAsync(check, key, source, other, cancellation);
        if (problem is not null)
        {
            key.Dispose();
            other?.Dispose();
            return problem;
        }

        (var isComplete, problem) = await _database.ReadAsync(session => _systemKeys.LoadAsync(session, key), cancellation);
        if (!isComplete)
        {
            // A newer version knows more system keys than the one that made this database.
            (_, problem) = await _database.WriteAsync(
                async transaction =>
                {
                    await RootKeyCheck.LockAsync(transaction);
                    await _systemKeys.CreateMissingAsync(transaction, key);
                    return await _systemKeys.LoadAsync(transaction, key);
                },
                cancellation);
        }

        if (problem is null)
        {
            _root.Accept(key, other);
            PreviousRootKeyFingerprint = await _database.ReadAsync(RootKeyCheck.FindPreviousAsync, cancellation);
            await _schedule.PlanMissingAsync(_database, _time.GetUtcNow(), cancellation);
        }

        return problem;
    }

    /// <summary>The second root key, if there is one and it is another; a problem if the setting names one that can't be read.</summary>
    private async ValueTask<(RootKey? Other, string? Problem)> ReadOtherAsync(RootKey key, CancellationToken cancellation)
    {
        if (!RootKeySource.TryParsePrevious(_options, _time, out var source, out var problem) || source is null)
        {
            return (null, problem);
        }

        var reading = await source.ReadAsync(cancellation);
        if (reading.Key is null)
        {
            // The file beside the default root key is there during rotations only.
            return (null, reading.IsMissing && string.IsNullOrWhiteSpace(_options.PreviousRootKey) ? null : reading.Problem);
        }

        if (!string.Equals(reading.Key.Fingerprint, key.Fingerprint, StringComparison.Ordinal))
        {
            return (reading.Key, null);
        }

        reading.Key.Dispose();
        return (null, null);
    }
}
