using System.Data.Common;
using Haneul.Kernel.Access;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.AccessKeys;

namespace Haneul.Security.Iam.Tokens;

/// <summary>A user as a token names them.</summary>
/// <param name="Id">Unique id.</param>
/// <param name="Name">Sign-in name.</param>
/// <param name="DomainId">Their organisation.</param>
/// <param name="DomainName">Its name.</param>
/// <param name="PasswordExpiresAt">When their password expires, microseconds; null for never.</param>
internal sealed record TokenUser(string Id, string Name, string DomainId, string DomainName, long? PasswordExpiresAt)
{
    /// <summary>Whether that is their id.</summary>
    public bool Is(string id) => string.Equals(Id, id, StringComparison.Ordinal);
}

/// <summary>A project as a token names it.</summary>
internal sealed record TokenProject(string Id, string Name, string DomainId, string DomainName);

/// <summary>An organisation as a token for it names it.</summary>
internal sealed record TokenDomain(string Id, string Name);

/// <summary>An access key as a token names it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsUnrestricted">Whether its tokens may manage access keys.</param>
/// <param name="RoleIds">The roles at its creation, implied ones included.</param>
/// <param name="ExpiresAt">When it expires, microseconds; null for never.</param>
/// <param name="Rules">The calls that its tokens are limited to; null for no limit but the roles.</param>
internal sealed record TokenAccessKey(string Id, string Name, bool IsUnrestricted, string[] RoleIds, long? ExpiresAt, AccessRules? Rules);

/// <summary>Who a token is for and on what, as the database has them now. Of project, organisation and system at most one is there; a token with none is unscoped.</summary>
/// <param name="User">The user.</param>
/// <param name="Project">The project; null for a token of another scope.</param>
/// <param name="AccessKey">The access key; null for a token without one.</param>
/// <param name="IsEnabled">Whether user, project and their organisations are all enabled.</param>
internal sealed record Subject(TokenUser User, TokenProject? Project, TokenAccessKey? AccessKey, bool IsEnabled)
{
    /// <summary>Number of columns that a user takes.</summary>
    public const int UserColumns = 6;

    /// <summary>Number of columns that a project takes.</summary>
    public const int ProjectColumns = 5;

    /// <summary>Number of columns that an organisation takes.</summary>
    public const int DomainColumns = 3;

    /// <summary>Columns of a user, joined as <c>u</c> with their organisation <c>uo</c>.</summary>
    public static Sql SelectUser => $"u.id, u.name, uo.id, uo.name, CASE WHEN u.enabled = 1 AND uo.enabled = 1 THEN 1 ELSE 0 END, u.password_expires_at";

    /// <summary>Columns of a project, joined as <c>p</c> with its organisation <c>po</c>.</summary>
    public static Sql SelectProject => $"p.id, p.name, po.id, po.name, CASE WHEN p.enabled = 1 AND po.enabled = 1 THEN 1 ELSE 0 END";

    /// <summary>Columns of an access key, joined as <c>k</c>.</summary>
    public static Sql SelectAccessKey => $"k.id, k.name, k.unrestricted, k.role_ids, k.expires_at, {KeyRules.OfKey}";

    /// <summary>Columns of an organisation that a token is for, joined as <c>d</c>.</summary>
    public static Sql SelectDomain => $"d.id, d.name, d.enabled";

    /// <summary>The organisation; null for a token of another scope.</summary>
    public TokenDomain? Domain { get; init; }

    /// <summary>Whether the token is for the installation itself.</summary>
    public bool IsSystem { get; init; }

    /// <summary>The trust that the token was made with; null for none.</summary>
    public TokenTrust? Trust { get; init; }

    /// <summary>The OAuth1 access token that the token was made with; null for none.</summary>
    public TokenOAuth? OAuth { get; init; }

    /// <summary>When what the token was delegated by ends, microseconds; null for never.</summary>
    public long? DelegationEndsAt => new[] { AccessKey?.ExpiresAt, Trust?.ExpiresAt, OAuth?.ExpiresAt }.Min();

    /// <summary>Reads the columns of <see cref="SelectUser"/>, <see cref="SelectProject"/> and <see cref="SelectAccessKey"/>, in that order.</summary>
    public static Subject Read(DbDataReader row, int first) =>
        ReadInProject(row, first) with { AccessKey = ReadAccessKey(row, first + UserColumns + ProjectColumns) };

    /// <summary>Reads the columns of <see cref="SelectUser"/> and <see cref="SelectProject"/>, in that order.</summary>
    public static Subject ReadInProject(DbDataReader row, int first)
    {
        var user = ReadUser(row, first, out var userEnabled);
        var project = ReadProject(row, first + UserColumns, out var projectEnabled);
        return new(user, project, AccessKey: null, userEnabled && projectEnabled);
    }

    public static TokenUser ReadUser(DbDataReader row, int first, out bool isEnabled)
    {
        isEnabled = row.GetInt64(first + 4) == 1;
        return new(row.GetString(first), row.GetString(first + 1), row.GetString(first + 2), row.GetString(first + 3), row.IsDBNull(first + 5) ? null : row.GetInt64(first + 5));
    }

    public static TokenProject? ReadProject(DbDataReader row, int first, out bool isEnabled)
    {
        isEnabled = row.IsDBNull(first) || row.GetInt64(first + 4) == 1;
        return row.IsDBNull(first) ? null : new(row.GetString(first), row.GetString(first + 1), row.GetString(first + 2), row.GetString(first + 3));
    }

    public static TokenDomain? ReadDomain(DbDataReader row, int first, out bool isEnabled)
    {
        isEnabled = row.IsDBNull(first) || row.GetInt64(first + 2) == 1;
        return row.IsDBNull(first) ? null : new(row.GetString(first), row.GetString(first + 1));
    }

    private static TokenAccessKey? ReadAccessKey(DbDataReader row, int first) => row.IsDBNull(first) ? null : new(
        row.GetString(first),
        row.GetString(first + 1),
        !row.IsDBNull(first + 2) && row.GetInt64(first + 2) == 1,
        Roles.RoleIds.Split(row.GetString(first + 3)),
        row.IsDBNull(first + 4) ? null : row.GetInt64(first + 4),
        row.IsDBNull(first + 5) ? null : KeyRules.Compile(row.GetString(first + 5)));
}
