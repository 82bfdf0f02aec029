using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Changes what describes a secret, never its values: the one way for every operation that does.</summary>
internal sealed class SecretEdits(IDatabase database, AllowLists allowLists, SecretObservers observers, ExpiryPlan expiry)
{
    /// <summary>As the other, for callers whom access control lets at the secret.</summary>
    public ValueTask<Outcome<T>> ChangeAsync<T>(
        Call call, string secretId, Func<ITransaction, CatalogueRow, ValueTask<Outcome<CatalogueRow>>> edit, Func<CatalogueRow, Outcome<T>> answer) =>
        ChangeAsync(call, secretId, static (_, row) => new(row.IsAccessible ? null : SecretErrors.AccessDenied.AsError()), edit, answer);

    /// <summary>
    /// Changes a secret by <paramref name="edit"/>, one caller at a time, if its revision is the one that If-Match names.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="secretId">The secret.</param>
    /// <param name="refuse">Gives the refusal of a caller who may not; null for one who may.</param>
    /// <param name="edit">Gives the secret as it is to be, or the error.</param>
    /// <param name="answer">Makes the answer of the changed secret.</param>
    public async ValueTask<Outcome<T>> ChangeAsync<T>(
        Call call,
        string secretId,
        Func<ITransaction, CatalogueRow, ValueTask<Error?>> refuse,
        Func<ITransaction, CatalogueRow, ValueTask<Outcome<CatalogueRow>>> edit,
        Func<CatalogueRow, Outcome<T>> answer)
    {
        if (!Revision.TryReadIfMatch(call, out var revisions, out var wrongHeader))
        {
            return wrongHeader!;
        }

        var revision = 0L;
        var outcome = await call.WriteAsync<T>(database, async transaction =>
        {
            if (await LockAsync(transaction, call, secretId) is not { } found)
            {
                return SecretErrors.UnknownSecret;
            }

            // Who may not change it learns nothing of its revision either.
            if (await refuse(transaction, found) is { } refused)
            {
                return refused;
            }

            if (revisions is not null && !revisions.Contains(found.Revision))
            {
                return CatalogueErrors.RevisionPassed.With(found.Revision);
            }

            var wanted = await edit(transaction, found);
            if (wanted.Error is { } failed)
            {
                return failed;
            }

            var changed = wanted.Value with { Revision = found.Revision + 1, ChangedAt = UnixTime.ToMicroseconds(call.Now), ChangedBy = call.Caller.UserName };
            revision = changed.Revision;
            return await StoreAsync(transaction, call, found, changed) is { } taken ? taken : answer(changed);
        });
        if (outcome.Error is null)
        {
            Revision.Show(call, revision);
        }

        return outcome;
    }

    private async ValueTask<CatalogueRow?> LockAsync(ITransaction transaction, Call call, string secretId)
    {
        // Written before it is read: on PostgreSQL the row is then ours, and what is read of it stays true until the end.
        await transaction.ExecuteAsync($"UPDATE secrets_secrets SET revision = revision WHERE project_id = {call.ProjectId} AND id = {secretId}");
        var row = await CatalogueRow.FindAsync(transaction, allowLists, call.Caller, call.ProjectId, secretId);
        call.Trail.ResourceName = row?.Name;
        return row;
    }

    private async ValueTask<Error?> StoreAsync(ITransaction transaction, Call call, CatalogueRow old, CatalogueRow changed)
    {
        if (changed.Name != old.Name && !await ClaimNameAsync(transaction, call.ProjectId, old.Id, changed.Name))
        {
            return SecretErrors.NameTaken;
        }

        await transaction.ExecuteAsync(
            $"""
            UPDATE secrets_secrets
            SET name = {changed.Name}, description = {changed.Description}, tags = {TagText.ToJson(changed.Tags)}, expires_at = {changed.ExpiresAt},
                owner_id = {changed.OwnerId}, owner_name = {changed.OwnerName},
                revision = {changed.Revision}, changed_at = {changed.ChangedAt}, changed_by = {changed.ChangedBy}
            WHERE project_id = {call.ProjectId} AND id = {old.Id}
            """);
        await SearchIndex.StoreTagsAsync(transaction, call.ProjectId, old.Id, old.Tags, changed.Tags);
        if (changed.ExpiresAt != old.ExpiresAt)
        {
            await expiry.PlanAsync(transaction, call, old.Id, changed.ExpiresAt);
        }

        call.Trail.ResourceName = changed.Name;
        await observers.TellAsync(transaction, call, new SecretChange(call.ProjectId, old.Id, changed.Name, SecretChangeKinds.Updated));
        return null;
    }

    /// <summary>
    /// Makes sure that the name stays free until the end of the transaction: by a row that has it, since an insert can give way to another of the same
    /// moment, and an update cannot.
    /// </summary>
    private static async ValueTask<bool> ClaimNameAsync(ITransaction transaction, string projectId, string secretId, string name)
    {
        var claim = "claim-of-" + secretId;
        var claimed = await transaction.ExecuteAsync(
            $"""
            INSERT INTO secrets_secrets
                (project_id, id, name, default_version, version_count, active_version_count, created_at, created_by, owner_id)
            VALUES ({projectId}, {claim}, {name}, 0, 0, 0, 0, '', '')
            ON CONFLICT (project_id, name) DO NOTHING
            """);
        if (claimed == 0)
        {
            return false;
        }

        await transaction.ExecuteAsync($"DELETE FROM secrets_secrets WHERE project_id = {projectId} AND id = {claim}");
        return true;
    }
}
