using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Catalogue;
using Haneul.Security.SecretsManager.Transfer.Reading;
using Microsoft.AspNetCore.Http;

namespace Haneul.Security.SecretsManager.Transfer.Importing;

/// <summary>An entry whose values are enclosed, ready to be stored.</summary>
/// <param name="Plan">What is to become of it.</param>
/// <param name="SecretId">The secret that it becomes or adds to.</param>
/// <param name="Values">The enclosed value of each version; null for a destroyed one.</param>
internal sealed record SealedEntry(PlannedEntry Plan, string SecretId, IReadOnlyList<SealedValue?> Values);

/// <summary>Encloses the values of a plan and stores all of it in one transaction, or nothing.</summary>
internal sealed class ImportStore(IDatabase database, SecretValues values, SecretAccess access, IProtectionKeys keys, SecretObservers observers, ExpiryPlan expiry, IdGenerator ids)
{
    /// <summary>Encloses the values of everything that the plan stores. Before the transaction, as every value.</summary>
    public async ValueTask<Outcome<IReadOnlyList<SealedEntry>>> SealAsync(Call call, ImportContent content, IReadOnlyList<PlannedEntry> plan)
    {
        var entries = new List<SealedEntry>();
        foreach (var each in plan.Where(static each => each.Stores))
        {
            var id = each.Taken?.Id ?? ids.NewUuid();
            var enclosed = new List<SealedValue?>(each.Versions.Count);
            var number = each.Version - each.Versions.Count;
            foreach (var version in each.Versions)
            {
                number++;
                if (version.Status == VersionStatus.Destroyed)
                {
                    enclosed.Add(null);
                    continue;
                }

                using var value = content.ValueOf(version);
                var sealedValue = await values.SealAsync(call, id, number, each.Key, value);
                if (sealedValue.Error is { } notSealed)
                {
                    return notSealed;
                }

                enclosed.Add(sealedValue.Value);
            }

            entries.Add(new SealedEntry(each, id, enclosed));
        }

        // Everybody takes secrets in one order, so that two imports wait for each other and not each for the other.
        entries.Sort(static (left, right) => string.CompareOrdinal(left.Plan.Name, right.Plan.Name));
        return entries;
    }

    /// <summary>Stores everything. One event for each secret; <see cref="TransferErrors.ImportConflict"/> if the plan does not hold any more.</summary>
    public ValueTask<Outcome<IReadOnlyList<SealedEntry>>> StoreAsync(Call call, IReadOnlyList<SealedEntry> entries) =>
        call.WriteAsync<IReadOnlyList<SealedEntry>>(database, async transaction =>
        {
            foreach (var key in entries.Select(static entry => entry.Plan.Key?.Id).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (!await keys.HoldAsync(transaction, call.ProjectId, key))
                {
                    return SecretErrors.KeyGone;
                }
            }

            foreach (var entry in entries)
            {
                if (await StoreAsync(transaction, call, entry) is { } refused)
                {
                    return refused;
                }
            }

            // After all rows: what observers keep is shared by the whole project, and whoever holds it must not wait for the row of a secret any more.
            foreach (var entry in entries)
            {
                await TellAsync(transaction, call, entry);
            }

            call.Trail.SetItems(entries.Select(ToTrailItem));
            return Outcome.WithStatus(entries, StatusCodes.Status200OK);
        });

    private async ValueTask<Error?> StoreAsync(ITransaction transaction, Call call, SealedEntry entry)
    {
        var now = UnixTime.ToMicroseconds(call.Now);
        var plan = entry.Plan;
        var isNew = plan.Taken is null;
        var changed = isNew ? await InsertAsync(transaction, call, entry, now) : await UpdateAsync(transaction, call, entry, now);
        if (changed == 0)
        {
            return TransferErrors.ImportConflict;
        }

        var number = plan.Version - plan.Versions.Count;
        foreach (var (version, value) in plan.Versions.Zip(entry.Values))
        {
            await StoreVersionAsync(transaction, call.ProjectId, entry, ++number, version.Status, value, now);
        }

        if (isNew)
        {
            await SearchIndex.StoreTagsAsync(transaction, call.ProjectId, entry.SecretId, TagText.None, plan.Tags);
            if (plan.Entry.ExpiresAt is { } date)
            {
                await expiry.PlanAsync(transaction, call, entry.SecretId, date);
            }
        }

        return null;
    }

    private async ValueTask TellAsync(ITransaction transaction, Call call, SealedEntry entry)
    {
        var plan = entry.Plan;
        var change = new SecretChange(call.ProjectId, entry.SecretId, plan.Name, SecretChangeKinds.Created, plan.Version);
        if (plan.Taken is null)
        {
            await observers.TellAsync(transaction, call, change);
            return;
        }

        for (var version = plan.Taken.LastVersion + 1; version <= plan.Version; version++)
        {
            await observers.TellAsync(transaction, call, change with { Kind = SecretChangeKinds.VersionCreated, Version = version });
        }
    }

    private static async ValueTask<int> InsertAsync(ITransaction transaction, Call call, SealedEntry entry, long now)
    {
        var plan = entry.Plan;
        var caller = call.Caller;
        return await transaction.ExecuteAsync(
            $"""
            INSERT INTO secrets_secrets
                (project_id, id, name, description, default_version, version_count, active_version_count, created_at, created_by, owner_id,
                kms_key_id, kms_key_name, is_access_control_enabled,
                tags, expires_at, changed_at, changed_by)
            VALUES ({call.ProjectId}, {entry.SecretId}, {plan.Name}, {plan.Entry.Description}, {plan.Version}, {CountOf(plan, VersionStatus.Active, VersionStatus.Deactivated)},
                {CountOf(plan, VersionStatus.Active)}, {now}, {caller.UserName}, {caller.UserId}, {plan.Key?.Id}, {plan.Key?.Name}, {plan.Entry.IsAccessControlEnabled}, {TagText.ToJson(plan.Tags)},
                {plan.Entry.ExpiresAt}, {now}, {caller.UserName})
            ON CONFLICT (project_id, name) DO NOTHING
            """);
    }

    private async ValueTask<int> UpdateAsync(ITransaction transaction, Call call, SealedEntry entry, long now)
    {
        var plan = entry.Plan;
        var count = plan.Versions.Count;
        return await transaction.ExecuteAsync(
            $"""
            UPDATE secrets_secrets AS s
            SET default_version = {plan.Version}, version_count = version_count + {count}, active_version_count = active_version_count + {count},
                changed_at = {now}, changed_by = {call.Caller.UserName}
            WHERE s.project_id = {call.ProjectId} AND s.id = {entry.SecretId} AND s.default_version = {plan.Taken!.DefaultVersion}
                AND s.kms_key_id IS NOT DISTINCT FROM {plan.Key?.Id} AND {access.Admits(call)}
            """);
    }

    private static async ValueTask StoreVersionAsync(ITransaction transaction, string projectId, SealedEntry entry, int number, string status, SealedValue? value, long now)
    {
        if (value is not { } enclosed)
        {
            await transaction.ExecuteAsync(
                $"""
                INSERT INTO secrets_versions (project_id, secret_id, version, status, created_at)
                VALUES ({projectId}, {entry.SecretId}, {number}, {VersionStatus.Destroyed}, {now})
                """);
            return;
        }

        await SecretValues.StoreAsync(transaction, projectId, entry.SecretId, number, entry.Plan.Key, enclosed, now);
        if (status != VersionStatus.Active)
        {
            await transaction.ExecuteAsync(
                $"UPDATE secrets_versions SET status = {status} WHERE project_id = {projectId} AND secret_id = {entry.SecretId} AND version = {number}");
        }
    }

    private static int CountOf(PlannedEntry plan, params string[] statuses) => plan.Versions.Count(version => statuses.Contains(version.Status, StringComparer.Ordinal));

    private static TrailItem ToTrailItem(SealedEntry entry)
    {
        var isNew = entry.Plan.Taken is null;
        return new TrailItem(entry.SecretId, entry.Plan.Name)
        {
            EventName = isNew ? "Create Secret" : "Create Secret Version",
            ResourceType = isNew ? "Secret" : "Secret Version",
            Facts =
            [
                new("version", entry.Plan.Version.ToString(CultureInfo.InvariantCulture)),
                new("versions", entry.Plan.Versions.Count.ToString(CultureInfo.InvariantCulture)),
            ],
        };
    }
}
