using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Keys;

namespace Haneul.Security.Kms.Uses;

/// <summary>
/// Checks a signature or HMAC. Neither carries the version that made it, so every version that is ACTIVE is tried, newest first: most are of the newest,
/// and what a deactivated version made no longer counts. A wrong one costs a try per active version (docs/adr/0013).
/// </summary>
internal sealed class Verification(IDatabase database, AllowLists allowLists, UsableKeys keys)
{
    private const int PageSize = 16;

    /// <summary>Whether any active version passes <paramref name="passes"/>.</summary>
    public async ValueTask<Outcome<Verdict>> TryVersionsAsync(
        Call call, string keyId, string purpose, Func<KeyVersionInUse, ValueTask<Outcome<Verdict>>> passes)
    {
        Error? damage = null;
        var hasActive = false;
        var below = int.MaxValue + 1L;
        while (true)
        {
            var page = await ListAsync(call, keyId, below);
            if (UsableKeys.RefuseKey(call, page.Count == 0 ? null : page[0], purpose) is { } refused)
            {
                return refused;
            }

            foreach (var version in page.Where(static version => version.VersionStatus is not null))
            {
                hasActive = true;
                var verdict = await passes(version);
                if (verdict.Error is null && verdict.Value.IsValid)
                {
                    UsableKeys.NoteVersion(call, version.Version);
                    return verdict;
                }

                // A version that is damaged says nothing about what the others made, and "not valid" is no answer while it may have made this one.
                damage ??= verdict.Error;
            }

            below = page[^1].Version;
            if (page.Count < PageSize)
            {
                break;
            }
        }

        if (damage is not null)
        {
            return damage;
        }

        if (!hasActive)
        {
            // If one has been made since, it can't have made what is checked.
            var newest = await keys.FindDefaultAsync(call, keyId, purpose);
            if (newest.Error is { } error)
            {
                return error;
            }
        }

        call.Trail.AddFact("is_validated", "false");
        return new Verdict(IsValid: false);
    }

    // A key without active versions below that number gives one row without a version.
    private ValueTask<List<KeyVersionInUse>> ListAsync(Call call, string keyId, long below)
    {
        var admits = allowLists.Admits(KmsModule.Id, call.Caller, call.ProjectId, $"k.id", $"k.is_access_control_enabled", $"k.owner_id");
        return database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT k.name, k.purpose, k.algorithm, k.default_version, CASE WHEN {admits} THEN 1 ELSE 0 END, COALESCE(v.version, 0), v.status, m.envelope, v.public_key
                FROM kms_keys k
                LEFT JOIN kms_key_versions v
                    ON v.project_id = k.project_id AND v.key_id = k.id AND v.version < {below} AND v.status = {KeyVersionStatus.Active}
                LEFT JOIN kms_key_material m ON m.project_id = v.project_id AND m.key_id = v.key_id AND m.version = v.version
                WHERE k.project_id = {call.ProjectId} AND k.id = {keyId}
                ORDER BY v.version DESC
                LIMIT {PageSize}
                """,
                KeyVersionInUse.Read),
            call.Context.RequestAborted);
    }
}

/// <summary>What a check came to.</summary>
internal readonly record struct Verdict(bool IsValid);
