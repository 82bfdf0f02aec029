using System.Globalization;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Access;

/// <summary>Changes who is allowed on secrets: what the operations on access control share.</summary>
internal sealed class SecretLists(IDatabase database, AllowLists allowLists, SecretAccess access, SecretObservers observers)
{
    /// <summary>Runs a change of a secret's list by a caller who has access to it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="secretId">The secret.</param>
    /// <param name="named">The subjects that the caller names to let them in; null or empty for none.</param>
    /// <param name="field">The field that names them.</param>
    /// <param name="change">The change.</param>
    public async ValueTask<Outcome<T>> ChangeAsync<T>(
        Call call, string secretId, IReadOnlyList<string>? named, string field, Func<ITransaction, AccessibleSecret, ValueTask<Outcome<T>>> change) =>
        await call.WriteAsync<T>(database, async transaction =>
        {
            var found = await access.HoldAsync(transaction, call, secretId);
            if (found.Error is { } refused)
            {
                return refused;
            }

            if (AllowListAnswers.RefuseNaming(call.Caller, named, field) is { } unseen)
            {
                return unseen;
            }

            var outcome = await change(transaction, found.Value);
            if (outcome.Error is null)
            {
                await transaction.ExecuteAsync(
                    $"""
                    UPDATE secrets_secrets SET changed_at = {UnixTime.ToMicroseconds(call.Now)}, changed_by = {call.Caller.UserName}
                    WHERE project_id = {call.ProjectId} AND id = {secretId}
                    """);
                await observers.TellAsync(transaction, call, new SecretChange(call.ProjectId, secretId, found.Value.Name, SecretChangeKinds.AccessChanged));
            }

            return outcome;
        });

    /// <summary>Puts subjects on the list.</summary>
    public async ValueTask<IReadOnlyList<AllowListResult>> AddAsync(ITransaction transaction, Call call, AccessibleSecret secret, IReadOnlyList<string> ids)
    {
        var results = await allowLists.AddAsync(transaction, ToResource(call, secret), ids, call.Caller.UserName, UnixTime.ToMicroseconds(call.Now));
        AllowListAnswers.Tell(call.Trail, results);
        return results;
    }

    /// <summary>Takes subjects off the list.</summary>
    public static async ValueTask<IReadOnlyList<AllowListResult>> RemoveAsync(ITransaction transaction, Call call, AccessibleSecret secret, IReadOnlyList<string> ids)
    {
        var results = await AllowLists.RemoveAsync(transaction, ToResource(call, secret), ids);
        AllowListAnswers.Tell(call.Trail, results);
        return results;
    }

    /// <summary>Makes the list what the caller names; null leaves it as it is. The results are about the named alone.</summary>
    public async ValueTask<IReadOnlyList<AllowListResult>> ReplaceAsync(ITransaction transaction, Call call, AccessibleSecret secret, IReadOnlyList<string>? ids)
    {
        if (ids is null)
        {
            return [];
        }

        var (named, removed) = await allowLists.ReplaceAsync(
            transaction, ToResource(call, secret), [.. ids.Distinct(StringComparer.Ordinal)], call.Caller.UserName, UnixTime.ToMicroseconds(call.Now));
        AllowListAnswers.Tell(call.Trail, [.. named, .. removed]);
        return named;
    }

    /// <summary>The subjects on the list.</summary>
    public ValueTask<IReadOnlyList<AllowedSubject>> ListAsync(IDatabaseSession session, Call call, AccessibleSecret secret) =>
        allowLists.ListAsync(session, ToResource(call, secret));

    /// <summary>Switches access control on or off.</summary>
    public static async ValueTask SwitchAsync(ITransaction transaction, Call call, AccessibleSecret secret, bool isEnabled)
    {
        await transaction.ExecuteAsync(
            $"UPDATE secrets_secrets SET is_access_control_enabled = {isEnabled} WHERE project_id = {call.ProjectId} AND id = {secret.Id}");
        call.Trail.AddFact("is_enabled", isEnabled.ToString(CultureInfo.InvariantCulture).ToLowerInvariant());
    }

    private static ListedResource ToResource(Call call, AccessibleSecret secret) => new(SecretsManagerModule.Id, call.ProjectId, secret.Id, secret.OwnerId);
}
