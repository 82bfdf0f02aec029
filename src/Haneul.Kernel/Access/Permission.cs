using System.Collections.Concurrent;

namespace Haneul.Kernel.Access;

/// <summary>
/// What an operation asks of its caller. Every operation has exactly one; the role table says which roles hold it
/// (docs/generated/permissions.md). Equal names are the same object.
/// </summary>
public sealed class Permission
{
    private static readonly ConcurrentDictionary<string, Permission> Defined = new(StringComparer.Ordinal);
    private static int _count;

    private Permission(string name, PermissionKind kind, string rule)
    {
        Name = name;
        Kind = kind;
        Rule = rule;
        Index = kind == PermissionKind.Granted ? Interlocked.Increment(ref _count) - 1 : -1;
    }

    /// <summary>Its name, <c>service:resource:access</c>.</summary>
    public string Name { get; }

    /// <summary>How it is decided.</summary>
    public PermissionKind Kind { get; }

    /// <summary>In words, who may: for the generated reference.</summary>
    public string Rule { get; }

    /// <summary>What a policy is about, for the generated reference; empty for other kinds.</summary>
    public string Description { get; private init; } = "";

    /// <summary>Position in a <see cref="PermissionSet"/>; -1 for permissions that no role table decides.</summary>
    public int Index { get; }

    /// <summary>A permission that callers hold through their roles in the project of their token.</summary>
    public static Permission Granted(string name) =>
        Defined.GetOrAdd(name, static key => new Permission(key, PermissionKind.Granted, "by role"));

    /// <summary>Anyone, without a token. <paramref name="reason"/> says why that is right.</summary>
    public static Permission Anyone(string reason) => new("anyone", PermissionKind.Anyone, reason);

    /// <summary>Any valid token; the operation itself decides by the target, as Keystone's policies do. <paramref name="rule"/> states the decision in words.</summary>
    public static Permission SignedIn(string rule) => new("signed-in", PermissionKind.SignedIn, rule);

    /// <summary>
    /// Decided by the operation against its target, by a named policy such as <c>identity:get_user</c>. An operation that succeeds without having decided
    /// is a bug and answers nothing (<see cref="Operations.Call.Admit"/>). <paramref name="rule"/> says in words who may, <paramref name="description"/> what.
    /// </summary>
    public static Permission Policy(string name, string rule, string description) => new(name, PermissionKind.Policy, rule) { Description = description };

    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>How a <see cref="Permission"/> is decided.</summary>
public enum PermissionKind
{
    /// <summary>By the caller's roles.</summary>
    Granted,

    /// <summary>By having a valid token, then by the operation.</summary>
    SignedIn,

    /// <summary>By a named policy, which the operation must ask about its target.</summary>
    Policy,

    /// <summary>Not at all: no token is needed.</summary>
    Anyone,
}

/// <summary>An immutable set of granted permissions; asking it costs one bit test.</summary>
public sealed class PermissionSet
{
    private readonly ulong[] _bits;

    public PermissionSet(IEnumerable<Permission> permissions)
    {
        var bits = new ulong[4];
        foreach (var permission in permissions)
        {
            var word = permission.Index >> 6;
            if (word >= bits.Length)
            {
                Array.Resize(ref bits, word + 1);
            }

            bits[word] |= 1UL << (permission.Index & 63);
        }

        _bits = bits;
    }

    /// <summary>The set without members.</summary>
    public static PermissionSet Empty { get; } = new([]);

    /// <summary>Whether <paramref name="permission"/> is held.</summary>
    public bool Contains(Permission permission)
    {
        var word = permission.Index >> 6;
        return permission.Index >= 0 && word < _bits.Length && (_bits[word] & (1UL << (permission.Index & 63))) != 0;
    }
}
