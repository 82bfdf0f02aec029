using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>The user keys of projects as their callers see them.</summary>
internal sealed class UserKeys(AllowLists allowLists, IEnumerable<IKeyUses> uses)
{
    private readonly IKeyUses[] _uses = [.. uses];

    /// <summary>The condition, over <c>kms_keys k</c>, that access control lets the caller at a key.</summary>
    public Sql Admits(Call call) => allowLists.Admits(KmsModule.Id, call.Caller, call.ProjectId, $"k.id", $"k.is_access_control_enabled", $"k.owner_id");

    /// <summary>The start of every statement that reads keys.</summary>
    public Sql Select(Call call) => $"SELECT {UserKey.Columns}, CASE WHEN {Admits(call)} THEN 1 ELSE 0 END FROM kms_keys k";

    /// <summary>The key, whether access control lets the caller at it or not; null if the project has no such key.</summary>
    public ValueTask<UserKey?> FindAsync(IDatabaseSession session, Call call, string keyId) =>
        session.QueryFirstOrDefaultAsync($"{Select(call)} WHERE k.project_id = {call.ProjectId} AND k.id = {keyId}", UserKey.Read);

    /// <summary>
    /// The key for a change that only those may make whom access control lets at it. Until the transaction ends, nobody else changes who may use the key,
    /// deletes it or stores something under it. The trail learns its name.
    /// </summary>
    public async ValueTask<Outcome<UserKey>> HoldAsync(ITransaction transaction, Call call, string keyId)
    {
        await transaction.LockAsync(ProtectionKeys.LockName(keyId));
        return Judge(call, await transaction.QueryFirstOrDefaultAsync(
            $"{Select(call)} WHERE k.project_id = {call.ProjectId} AND k.id = {keyId} {SqlToken.ShareLock}", UserKey.Read));
    }

    /// <summary>As <see cref="HoldAsync"/>, to read what only they may see.</summary>
    public async ValueTask<Outcome<UserKey>> RequireAsync(IDatabaseSession session, Call call, string keyId) => Judge(call, await FindAsync(session, call, keyId));

    /// <summary>The contract's record of a key.</summary>
    public async ValueTask<Key> ToWireAsync(IDatabaseSession session, UserKey key)
    {
        // Only a key without versions could be deleted, so only of such a key anyone needs to know whether it is in use.
        var isInUse = key is { VersionCount: 0, DefaultVersion: > 0 } && await DescribeUsesAsync(session, key) is not null;
        return key.ToKey(isInUse);
    }

    /// <summary>In words, what other services keep under a key, such as <c>3 secrets</c>; null for nothing.</summary>
    public async ValueTask<string?> DescribeUsesAsync(IDatabaseSession session, UserKey key)
    {
        var found = new List<string>();
        foreach (var use in _uses)
        {
            if (await use.CountAsync(session, key.ProjectId, key.Id) is > 0 and var count)
            {
                found.Add($"{count} {use.Noun}");
            }
        }

        return found.Count == 0 ? null : string.Join(", ", found);
    }

    // Whoever may not use a key still sees it in lists, so that it exists is no secret: 404 before 403.
    private static Outcome<UserKey> Judge(Call call, UserKey? key)
    {
        if (key is null)
        {
            return KmsErrors.UnknownKey;
        }

        call.Trail.ResourceName = key.Name;
        return key.IsAdmitted ? key : KmsErrors.AccessDenied;
    }
}
