using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Catalogue;
using Haneul.Security.SecretsManager.Transfer.Reading;
using Haneul.Security.SecretsManager.Versions;

namespace Haneul.Security.SecretsManager.Transfer.Importing;

/// <summary>Decides what becomes of each entry, without storing anything.</summary>
internal sealed class ImportPlanning(IDatabase database, SecretAccess access, IProtectionKeys keys)
{
    private const int MostNameTries = 50;

    /// <summary>The plan, in the order of the file; an error if the key of new secrets can't be used.</summary>
    public async ValueTask<Outcome<IReadOnlyList<PlannedEntry>>> PlanAsync(Call call, ImportRequest request, IReadOnlyList<ImportEntry> entries)
    {
        ProtectionKey? newKey = null;
        if (request.KmsKeyId is { } keyId)
        {
            var usable = await keys.FindAsync(call, keyId, "import.kms_key_id");
            if (usable.Error is { } unusable)
            {
                return unusable;
            }

            newKey = usable.Value;
        }

        var taken = await FindAsync(call, entries.Select(static entry => entry.Name));
        var plan = entries.Select(entry => Plan(request, entry, taken.GetValueOrDefault(entry.Name))).ToList();
        await RenameAsync(call, plan);
        await ChooseKeysAsync(call, plan, newKey);
        return plan;
    }

    private static PlannedEntry Plan(ImportRequest request, ImportEntry entry, TakenName? taken)
    {
        if (taken is null)
        {
            return Create(request, entry, entry.Name);
        }

        var found = new PlannedEntry(entry, entry.Name, ImportActions.Skipped, taken);
        return request.OnCollision switch
        {
            Collisions.Skip => found,

            // The name is one to be found.
            Collisions.Rename => Create(request, entry, ""),
            Collisions.NewVersion => Append(request, found),
            _ => found.Fail(SecretErrors.NameTaken),
        };
    }

    private static PlannedEntry Create(ImportRequest request, ImportEntry entry, string name)
    {
        var tags = TagText.None;
        foreach (var (key, value) in entry.Tags.Concat(request.Tags))
        {
            tags[key] = value;
        }

        var created = new PlannedEntry(entry, name, ImportActions.Created, null) { Versions = entry.Versions, Tags = tags };
        return tags.Count > TagText.MostTags ? created.Fail(CatalogueErrors.TagLimit.With(tags.Count)) : created;
    }

    private static PlannedEntry Append(ImportRequest request, PlannedEntry found)
    {
        IReadOnlyList<ImportVersion> versions = request.Format == TransferFormats.Bundle ? [found.Entry.Versions[^1]] : found.Entry.Versions;
        var taken = found.Taken!;
        return !taken.IsAdmitted ? found.Fail(SecretErrors.AccessDenied)
            : versions[^1].Status != VersionStatus.Active ? found.Fail(TransferErrors.NothingToAdd)
            : taken.VersionCount + versions.Count > SecretLimits.VersionQuota || taken.LastVersion > int.MaxValue - versions.Count
                ? found.Fail(SecretErrors.QuotaReached.With(taken.VersionCount))
            : found with { Action = ImportActions.NewVersion, Versions = versions };
    }

    /// <summary>Finds names for those that have none: the first of <c>name-2</c>, <c>name-3</c> and so on that neither the project nor the file has.</summary>
    private async ValueTask RenameAsync(Call call, List<PlannedEntry> plan)
    {
        var used = plan.Select(static each => each.Entry.Name).ToHashSet(StringComparer.Ordinal);
        for (var number = 2; number < MostNameTries && plan.Exists(static each => each.Name.Length == 0); number++)
        {
            var taken = await FindAsync(call, plan.Where(static each => each.Name.Length == 0).Select(each => $"{each.Entry.Name}-{number}"));
            for (var index = 0; index < plan.Count; index++)
            {
                var name = $"{plan[index].Entry.Name}-{number}";
                if (plan[index].Name.Length == 0 && !taken.ContainsKey(name) && name.EnumerateRunes().Count() <= ResourceText.NameCharacters && used.Add(name))
                {
                    plan[index] = plan[index] with { Name = name };
                }
            }
        }

        for (var index = 0; index < plan.Count; index++)
        {
            plan[index] = plan[index].Name.Length > 0 ? plan[index] : (plan[index] with { Name = plan[index].Entry.Name }).Fail(TransferErrors.NoFreeName);
        }
    }

    /// <summary>New secrets go under the key of the request, new versions under the key of their secret.</summary>
    private async ValueTask ChooseKeysAsync(Call call, List<PlannedEntry> plan, ProtectionKey? newKey)
    {
        var known = new Dictionary<string, Outcome<ProtectionKey>>(StringComparer.Ordinal);
        for (var index = 0; index < plan.Count; index++)
        {
            var each = plan[index];
            if (each.Action == ImportActions.Created)
            {
                plan[index] = each with { Key = newKey };
            }
            else if (each is { Action: ImportActions.NewVersion, Taken.KeyId: { } keyId })
            {
                if (!known.TryGetValue(keyId, out var usable))
                {
                    known.Add(keyId, usable = await keys.FindAsync(call, keyId, ImportRequest.ContentField));
                }

                plan[index] = usable.Error is { } unusable ? each.Fail(unusable) : each with { Key = usable.Value };
            }
        }
    }

    private async ValueTask<Dictionary<string, TakenName>> FindAsync(Call call, IEnumerable<string> names)
    {
        var wanted = TransferSql.List(names);
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT s.name, s.id, s.default_version, s.version_count, s.kms_key_id, CASE WHEN {access.Admits(call)} THEN 1 ELSE 0 END, {SecretVersionNumbers.Last()}
                FROM secrets_secrets s WHERE s.project_id = {call.ProjectId} AND s.name IN ({wanted})
                """,
                static row => (
                    Name: row.GetString(0),
                    Taken: new TakenName(
                        row.GetString(1), (int)row.GetInt64(2), (int)row.GetInt64(6), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt64(5) != 0))),
            call.Context.RequestAborted);
        return rows.ToDictionary(static row => row.Name, static row => row.Taken, StringComparer.Ordinal);
    }
}
