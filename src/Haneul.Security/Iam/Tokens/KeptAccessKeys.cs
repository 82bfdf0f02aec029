using System.Collections.Concurrent;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>An access key as the database has it, with what a token of it would mean now.</summary>
/// <param name="SecretHash">The MAC of its secret.</param>
/// <param name="Subject">Who it is for.</param>
/// <param name="Roles">The roles in force: those of the key that its user still holds.</param>
/// <param name="Options">The options of its user, a JSON object.</param>
internal sealed record FoundAccessKey(byte[] SecretHash, Subject Subject, IReadOnlyList<Role> Roles, string Options);

/// <summary>
/// Access keys that signed in lately, which saves a sign-in its reads. As for tokens, an entry counts only under the revocation epoch that it was read in; and whatever
/// it says, the statement that adds the token looks at key and user again. Only keys whose secret was right are kept, so nobody can fill it by guessing.
/// </summary>
internal sealed class KeptAccessKeys(RevocationEpoch epoch, TimeProvider time)
{
    private const int MostEntries = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The epoch now. Take it before reading what is kept under it.</summary>
    public long Epoch => epoch.Value;

    /// <summary>The key of that id, if it is kept and still counts.</summary>
    public FoundAccessKey? Find(string? id) =>
        id is not null && _entries.TryGetValue(id, out var entry) && epoch.StillIs(entry.Epoch, time) ? entry.Found : null;

    /// <summary>Keeps a key whose secret was right.</summary>
    public void Keep(FoundAccessKey found, long readIn)
    {
        if (_entries.Count >= MostEntries)
        {
            _entries.Clear();
        }

        _entries[found.Subject.AccessKey!.Id] = new(found, readIn);
    }

    private sealed record Entry(FoundAccessKey Found, long Epoch);
}
