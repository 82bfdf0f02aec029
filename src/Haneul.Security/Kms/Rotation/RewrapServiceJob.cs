using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Scrubbing;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.Kms.Rotation;

/// <summary>
/// Wraps what is under older terms of a service key under the newest, in batches that each are one transaction with the state of the job: a kill costs one batch.
/// Rows are searched and wrapped outside the transaction, which only compares and sets. When nothing has been under an older term for an hour, those terms are deleted
/// (docs/adr/0020).
/// </summary>
internal sealed partial class RewrapServiceJob(
    IDatabase database, ServiceKeys keys, IEnumerable<IRewrappable> rewrappables, IRandomSource random, IJobs jobs, BackgroundEvents events, TimeProvider time,
    ILogger<RewrapServiceJob> logger) : IJobHandler
{
    public const string JobKind = "kms.rewrap-service";

    public static readonly BackgroundRule Event = new(
        KmsModule.Descriptor, "Delete Service Key Term", "Key", TrailCategory.Project, JobKind, "when nothing is under the older terms of a service key any more");

    // A batch takes a few milliseconds of the writer, which is what a call that waits behind it notices.
    public const int BatchSize = 256;

    /// <summary>Longer than any node takes an older term for the newest.</summary>
    public static readonly TimeSpan SecondPassAfter = WrappingKeyCache.NewestLife * 2;

    /// <summary>Longer than a call lives that has enclosed something under an older term and not stored it yet.</summary>
    public static readonly TimeSpan LastPassAfter = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public string Kind => JobKind;

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var (projectId, service) = RotatedKey.Read(run.Id);
        var tables = rewrappables.Where(rewrappable => string.Equals(rewrappable.Service, service, StringComparison.Ordinal)).ToList();
        if (await database.ReadAsync(session => ServiceKeys.FindNewestTermAsync(session, projectId, service), cancellation) is not { } newest)
        {
            await run.CommitAsync(static _ => new(JobStep.Done));
            return;
        }

        using var key = await keys.LeaseAsync(projectId, service, newest, cancellation);
        var pass = RewrapPass.Parse(run.State);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (pass.Table < tables.Count)
            {
                var table = tables[pass.Table];
                var rows = await database.ReadAsync(session => table.FindAsync(session, projectId, newest, pass.Position, BatchSize), cancellation);
                if (rows.Count == 0)
                {
                    pass = pass.NextTable();
                    continue;
                }

                var replacements = await RewrapAsync(key.Key, rows, cancellation);
                pass = pass with
                {
                    Position = rows[^1].Position,
                    Found = pass.Found + rows.Count,
                    Failed = pass.Failed + replacements.Count(static replacement => replacement is null),
                };
                if (!await run.CommitAsync(transaction => StoreAsync(transaction, table, projectId, service, newest, rows, replacements, pass)))
                {
                    return;
                }

                continue;
            }

            await EndPassAsync(run, pass, projectId, service, newest);
            return;
        }
    }

    private async ValueTask<byte[]?[]> RewrapAsync(WrappingKey to, IReadOnlyList<WrappedRow> rows, CancellationToken cancellation)
    {
        var replacements = new byte[]?[rows.Count];
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            try
            {
                var (keyId, term) = EnvelopeFormat.ReadHeader(row.Stored);
                using var from = await keys.LeaseAsync(row.Scope.ProjectId, row.Scope.Service, term, cancellation);
                replacements[index] = from.Key.Id == keyId
                    ? EnvelopeFormat.Rewrap(from.Key, to, row.Scope, row.Stored, random)
                    : throw new EnvelopeException("The envelope was made under another key.");
            }
            catch (EnvelopeException exception)
            {
                // Left as it is: whoever changed it may change it back.
                LogDamaged(row.Scope.Service, row.Scope.ProjectId, row.Position, exception);
            }
        }

        return replacements;
    }

    private async ValueTask<JobStep> StoreAsync(
        ITransaction transaction, IRewrappable table, string projectId, string service, int term, IReadOnlyList<WrappedRow> rows, byte[]?[] replacements, RewrapPass pass)
    {
        var done = 0;
        for (var index = 0; index < rows.Count; index++)
        {
            if (replacements[index] is { } replacement && await table.ReplaceAsync(transaction, projectId, rows[index], replacement, term))
            {
                done++;
            }
        }

        await ServiceKeyRotation.AddDoneAsync(transaction, projectId, service, done);
        return JobStep.Again(time.GetUtcNow(), pass.ToString());
    }

    private async ValueTask EndPassAsync(JobRun run, RewrapPass pass, string projectId, string service, int newest)
    {
        var now = time.GetUtcNow();
        switch (pass)
        {
            case { Number: RewrapPass.First }:
                await run.CommitAsync(_ => new(JobStep.Again(now + SecondPassAfter, RewrapPass.Begin(RewrapPass.Second).ToString())));
                return;
            case { Number: RewrapPass.Second }:
                await run.CommitAsync(async transaction =>
                {
                    await ServiceKeyRotation.FinishAsync(transaction, projectId, service, pass.Failed, UnixTime.ToMicroseconds(now));
                    return JobStep.Again(now + LastPassAfter, RewrapPass.Begin(RewrapPass.Last).ToString());
                });
                return;
            case { Found: 0 }:
                if (await run.CommitAsync(transaction => DeleteOldTermsAsync(transaction, run, projectId, service, newest)))
                {
                    keys.Forget(projectId, service);
                }

                return;
            case var _ when pass.Found == pass.Failed:
                LogKept(service, projectId, pass.Failed);
                await run.CommitAsync(static _ => new(JobStep.Done));
                return;
            default:
                await run.CommitAsync(_ => new(JobStep.Again(now + LastPassAfter, RewrapPass.Begin(RewrapPass.Last).ToString())));
                return;
        }
    }

    private async ValueTask<JobStep> DeleteOldTermsAsync(ITransaction transaction, JobRun run, string projectId, string service, int newest)
    {
        if (await ServiceKeys.DeleteTermsBeforeAsync(transaction, projectId, service, newest) > 0)
        {
            await events.RecordAsync(transaction, new BackgroundAction
            {
                Rule = Event,
                RequestId = run.RequestId,
                ProjectId = projectId,
                ResourceName = service,
                Facts = [new("newest_term", newest.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            });
            await DestroyedMaterial.PlanScrubAsync(jobs, transaction, time);
        }

        return JobStep.Done;
    }

    [LoggerMessage(210, LogLevel.Critical, "A row of {Service} in project {ProjectId} at {Position} does not open under its service key, which is being rotated: it was damaged, changed or moved, and was left as it is.")]
    private partial void LogDamaged(string service, string projectId, string position, Exception exception);

    [LoggerMessage(211, LogLevel.Warning, "The older terms of the key of {Service} in project {ProjectId} are kept: {Count} damaged rows name them.")]
    private partial void LogKept(string service, string projectId, int count);
}
