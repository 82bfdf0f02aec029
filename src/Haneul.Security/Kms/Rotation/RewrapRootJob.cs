using System.Data.Common;
using System.Security.Cryptography;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Scrubbing;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.Kms.Rotation;

/// <summary>
/// Wraps the service keys under the new root key, in batches. Each row says which root key it is under, so readers find theirs at any time. When none is left under the
/// previous one, that is retired (docs/adr/0020).
/// </summary>
internal sealed partial class RewrapRootJob(
    IDatabase database, RootKeyHolder root, HaneulOptions options, IRandomSource random, IJobs jobs, BackgroundEvents events, TimeProvider time, ILogger<RewrapRootJob> logger)
    : IJobHandler
{
    public const string JobKind = "kms.rewrap-root";
    public const string JobId = "root";
    public const int BatchSize = 256;

    public static readonly BackgroundRule Event =
        new(KmsModule.Descriptor, "Rotate Root Key", "Root Key", TrailCategory.Organisation, JobKind, "when nothing is under the previous root key any more");

    // The id of the organisation that every installation has from its first start (decisions, start-up): the root key belongs to no project.
    private const string FirstOrganisationId = "default";

    private static readonly TimeSpan PauseForOthers = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Kind => JobKind;

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var previous = await database.ReadAsync(RootKeyCheck.FindPreviousAsync, cancellation);
        var check = await database.ReadAsync(RootKeyCheck.FindAsync, cancellation);
        if (previous is null || check is null)
        {
            await run.CommitAsync(static _ => new(JobStep.Done));
            return;
        }

        if (root.Find(previous) is not { } from || root.Find(check.Fingerprint) is not { } to)
        {
            // A node that was started with one key only leaves the work to those that have both.
            await run.CommitAsync(_ => new(JobStep.Again(time.GetUtcNow() + PauseForOthers, "")));
            return;
        }

        var after = ("", "", 0L);
        while (await FindAsync(previous, after, cancellation) is { Count: > 0 } rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var wrapped = rows.ConvertAll(row => Rewrap(from, to, row));
            after = (rows[^1].ProjectId, rows[^1].Service, rows[^1].Term);
            if (!await run.CommitAsync(transaction => StoreAsync(transaction, to, rows, wrapped)))
            {
                return;
            }
        }

        var left = -1L;
        var stored = await run.CommitAsync(async transaction =>
        {
            await RootKeyCheck.LockAsync(transaction);
            left = await transaction.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM kms_service_keys WHERE root <> {to.Fingerprint}", static row => row.GetInt64(0));
            return left > 0 ? throw new EnvelopeException($"{left} service keys are still under another root key and can't be re-wrapped.") : await RetireAsync(transaction, run, previous, to);
        });
        if (stored)
        {
            LogRetired(previous, to.Fingerprint);
            RootKeyFiles.Of(options)?.RetirePrevious(previous);
        }
    }

    private ValueTask<List<Row>> FindAsync(string previous, (string ProjectId, string Service, long Term) after, CancellationToken cancellation) => database.ReadAsync(
        session => session.QueryAsync(
            $"""
            SELECT project_id, service, term, key_id, wrapped FROM kms_service_keys
            WHERE root = {previous} AND (project_id, service, term) > ({after.ProjectId}, {after.Service}, {after.Term})
            ORDER BY project_id, service, term LIMIT {BatchSize}
            """,
            Row.Read),
        cancellation);

    private byte[]? Rewrap(RootKey from, RootKey to, Row row)
    {
        Span<byte> buffer = stackalloc byte[256];
        Span<byte> key = stackalloc byte[SecretKey.Size];
        var additionalData = ServiceKeys.Describe(buffer, row.ProjectId, row.KeyId, (int)row.Term);
        var wrapped = from.TryUnwrap(row.Wrapped, additionalData.Bytes, key) ? to.Wrap(random, key, additionalData.Bytes) : null;
        additionalData.Dispose();
        CryptographicOperations.ZeroMemory(key);
        if (wrapped is null)
        {
            LogDamaged(row.Service, row.ProjectId, row.Term);
        }

        return wrapped;
    }

    private async ValueTask<JobStep> StoreAsync(ITransaction transaction, RootKey to, List<Row> rows, List<byte[]?> wrapped)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            if (wrapped[index] is { } bytes)
            {
                var row = rows[index];
                await transaction.ExecuteAsync($"""
                    UPDATE kms_service_keys SET root = {to.Fingerprint}, wrapped = {bytes}
                    WHERE project_id = {row.ProjectId} AND service = {row.Service} AND term = {row.Term} AND wrapped = {row.Wrapped}
                    """);
            }
        }

        return JobStep.Again(time.GetUtcNow(), "");
    }

    private async ValueTask<JobStep> RetireAsync(ITransaction transaction, JobRun run, string previous, RootKey to)
    {
        await RootKeyCheck.RetirePreviousAsync(transaction, previous);
        await events.RecordAsync(transaction, new BackgroundAction
        {
            Rule = Event,
            RequestId = run.RequestId,
            DomainId = FirstOrganisationId,
            ResourceId = to.Fingerprint,
            Facts = [new("previous", previous)],
        });

        // What is wrapped under the previous root key must not stay in the files: it opens with a key that may be known to others.
        await DestroyedMaterial.PlanScrubAsync(jobs, transaction, time);
        return JobStep.Done;
    }

    [LoggerMessage(221, LogLevel.Information, "The rotation of the root key is complete: the root key {Previous} is no longer needed, {Current} is. Backups made before this need the former; keep it with them, and remove Haneul:PreviousRootKey.")]
    private partial void LogRetired(string previous, string current);

    [LoggerMessage(222, LogLevel.Critical, "Term {Term} of the key of {Service} in project {ProjectId} does not unwrap under the previous root key: it was damaged or moved. The rotation can't be completed with it.")]
    private partial void LogDamaged(string service, string projectId, long term);

    private sealed record Row(string ProjectId, string Service, long Term, string KeyId, byte[] Wrapped)
    {
        public static readonly Func<DbDataReader, Row> Read = static row =>
            new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetFieldValue<byte[]>(4));
    }
}
