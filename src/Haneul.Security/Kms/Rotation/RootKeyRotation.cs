using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.Kms.Rotation;

/// <summary>
/// What a start does about a rotation of the root key. It begins one when the root key given is new and the previous one given is that of the database; it joins one that
/// is under way; and it refuses when a key is missing that something is still wrapped under.
/// </summary>
internal sealed partial class RootKeyRotation(
    IDatabase database, HaneulOptions options, SystemKeys systemKeys, IJobs jobs, IRandomSource random, TimeProvider time, ILogger<RootKeyRotation> logger)
{
    private const string Guide = "docs/operating.md, root key";

    /// <summary>Why this process must not start with these keys; null if it may.</summary>
    public async ValueTask<string?> JoinAsync(RootKeyCheck check, RootKey key, string source, RootKey? other, CancellationToken cancellation)
    {
        if (other is not null && string.Equals(check.Fingerprint, other.Fingerprint, StringComparison.Ordinal))
        {
            if (check.Refuse(other, "Haneul:PreviousRootKey") is { } damaged)
            {
                return damaged;
            }

            return await BeginAsync(other, key, cancellation) is { } problem ? problem : await JoinAsync(key, other, cancellation);
        }

        return check.Refuse(key, source) ?? await JoinAsync(key, other, cancellation);
    }

    private async ValueTask<string?> BeginAsync(RootKey from, RootKey to, CancellationToken cancellation)
    {
        if (await database.ReadAsync(session => RootKeyCheck.IsRetiredAsync(session, to.Fingerprint), cancellation))
        {
            return $"The root key with the fingerprint {to.Fingerprint} was replaced in a rotation and is not taken into use again; this database needs {from.Fingerprint}. Haneul:RootKey and Haneul:PreviousRootKey may be the wrong way round ({Guide}).";
        }

        if (await database.ReadAsync(RootKeyCheck.FindPreviousAsync, cancellation) is { } unfinished)
        {
            return $"The rotation of the root key from {unfinished} to {from.Fingerprint} is not complete: start with these two as Haneul:PreviousRootKey and Haneul:RootKey, and begin another when the log says that the previous one is no longer needed ({Guide}).";
        }

        var problem = await database.WriteAsync(
            async transaction =>
            {
                var now = time.GetUtcNow();
                if (!await RootKeyCheck.TryReplaceAsync(transaction, from, to, random, UnixTime.ToMicroseconds(now)))
                {
                    // Another node was faster. If it has the same key, what follows goes well.
                    var present = await RootKeyCheck.FindAsync(transaction);
                    return present?.Refuse(to, "Haneul:RootKey");
                }

                if (await systemKeys.RewrapAsync(transaction, from, to) is { } damaged)
                {
                    transaction.RollBack();
                    return damaged;
                }

                await jobs.ScheduleAsync(transaction, RewrapRootJob.JobKind, RewrapRootJob.JobId, now);
                return null;
            },
            cancellation);
        if (problem is null)
        {
            LogBegun(from.Fingerprint, to.Fingerprint);
        }

        return problem;
    }

    private async ValueTask<string?> JoinAsync(RootKey key, RootKey? other, CancellationToken cancellation)
    {
        var needed = await database.ReadAsync(
            session => session.QueryAsync(
                $"SELECT root, COUNT(*) FROM kms_service_keys WHERE root <> {key.Fingerprint} GROUP BY root", static row => (Fingerprint: row.GetString(0), Count: row.GetInt64(1))),
            cancellation);
        foreach (var (fingerprint, count) in needed)
        {
            if (!string.Equals(other?.Fingerprint, fingerprint, StringComparison.Ordinal))
            {
                return $"The rotation of the root key is not complete: {count} service keys in this database still need the root key with the fingerprint {fingerprint}. Name it with Haneul:PreviousRootKey ({Guide}).";
            }
        }

        if (await database.ReadAsync(RootKeyCheck.FindPreviousAsync, cancellation) is not null)
        {
            // Planned anew at every start: it may have been given up, for want of a key that is here now.
            await database.WriteAsync(
                async transaction =>
                {
                    await jobs.ScheduleAsync(transaction, RewrapRootJob.JobKind, RewrapRootJob.JobId, time.GetUtcNow());
                    return 0;
                },
                cancellation);
        }
        else if (other is not null && await database.ReadAsync(session => RootKeyCheck.IsRetiredAsync(session, other.Fingerprint), cancellation))
        {
            RootKeyFiles.Of(options)?.RetirePrevious(other.Fingerprint);
        }

        return null;
    }

    [LoggerMessage(220, LogLevel.Information, "The root key is being rotated from {From} to {To}. The previous one is needed until the log says that it is not.")]
    private partial void LogBegun(string from, string to);
}
