using System.Data.Common;
using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>A user as they are kept, but for the password.</summary>
internal sealed record User(string Id, string OrganisationId, string Name, string? Email, string? Description, bool IsEnabled, string? DefaultProjectId)
{
    /// <summary>The <see cref="Kind"/> of people.</summary>
    public const string Person = "user";

    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, organisation_id, name, email, description, enabled, default_project_id, kind, options, extra, password_expires_at";

    /// <summary>What kind of user it is.</summary>
    public string Kind { get; init; } = Person;

    /// <summary>Keystone's options.</summary>
    public UserOptions Options { get; init; } = UserOptions.None;

    /// <summary>Attributes of a caller's own (<see cref="ExtraAttributes"/>).</summary>
    public string? Extra { get; init; }

    /// <summary>When the password expires, microseconds; null for never.</summary>
    public long? PasswordExpiresAt { get; init; }

    public static User Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.GetInt64(5) == 1,
        row.IsDBNull(6) ? null : row.GetString(6))
    {
        Kind = row.GetString(7),
        Options = UserOptionsChange.Parse(row.GetString(8)),
        Extra = row.IsDBNull(9) ? null : row.GetString(9),
        PasswordExpiresAt = row.IsDBNull(10) ? null : row.GetInt64(10),
    };

    /// <summary>The user of that id, of whatever kind; null if there is none.</summary>
    public static ValueTask<User?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_users WHERE id = {id}", Read);

    /// <summary>Keeps a new user; false if the name is taken.</summary>
    public static async ValueTask<bool> InsertAsync(ITransaction transaction, User user, string? passwordHash, long now) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_users (id, organisation_id, name, name_key, email, description, enabled, default_project_id, kind, options, extra, password_hash, password_changed_at, created_at)
        VALUES ({user.Id}, {user.OrganisationId}, {user.Name}, {NameKey.Of(user.Name)}, {user.Email}, {user.Description}, {user.IsEnabled}, {user.DefaultProjectId},
                {user.Kind}, {UserOptionsChange.ToColumn(user.Options)}, {user.Extra}, {passwordHash}, {(passwordHash is null ? null : now)}, {now})
        ON CONFLICT DO NOTHING
        """) > 0;

    /// <summary>Keeps what <see cref="UpdateUser"/> changes; false if the name is taken.</summary>
    public static async ValueTask<bool> UpdateAsync(ITransaction transaction, User user) => await transaction.ExecuteAsync($"""
        UPDATE iam_users SET name = {user.Name}, name_key = {NameKey.Of(user.Name)}, email = {user.Email}, description = {user.Description}, enabled = {user.IsEnabled},
               default_project_id = {user.DefaultProjectId}, options = {UserOptionsChange.ToColumn(user.Options)}, extra = {user.Extra}
        WHERE id = {user.Id}
          AND NOT EXISTS (SELECT 1 FROM iam_users o WHERE o.organisation_id = {user.OrganisationId} AND o.name_key = {NameKey.Of(user.Name)} AND o.id <> {user.Id})
        """) > 0;

    /// <summary>The user on the wire.</summary>
    /// <param name="call">The call that is answered.</param>
    /// <param name="isChange">Whether the answer is to a change, where Keystone shows what it keeps as attributes twice; e-mail and description are such to it.</param>
    public UserBody ToBody(Call call, bool isChange = false)
    {
        var attributes = ExtraAttributes.ToWire(Extra);
        return new(
            Email,
            Description,
            Id,
            Name,
            OrganisationId,
            IsEnabled,
            DefaultProjectId,
            Options.IgnorePasswordExpiry == true || PasswordExpiresAt is not { } expiry ? null : ToWire(expiry),
            isChange ? AllAttributes(attributes) : null,
            Options,
            IamLinks.To(call, "users", Id))
        {
            Attributes = attributes,
        };
    }

    // Keystone writes this instant without its zone, which is UTC.
    private static string ToWire(long instant) => UnixTime.ToWire(instant).TrimEnd('Z');

    private Dictionary<string, JsonElement> AllAttributes(Dictionary<string, JsonElement>? attributes)
    {
        var all = attributes is null ? new Dictionary<string, JsonElement>(StringComparer.Ordinal) : new(attributes, StringComparer.Ordinal);
        Add("email", Email);
        Add("description", Description);
        return all;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                all[name] = JsonSerializer.SerializeToElement(value, UsersJson.Default.String);
            }
        }
    }
}
