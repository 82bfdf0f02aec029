using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>A user as they are kept, but for the password.</summary>
internal sealed record User(string Id, string OrganisationId, string Name, string? Email, string? Description, bool IsEnabled, string? DefaultProjectId)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, organisation_id, name, email, description, enabled, default_project_id";

    public static User Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.GetInt64(5) == 1,
        row.IsDBNull(6) ? null : row.GetString(6));

    /// <summary>The user of that id; null if there is none.</summary>
    public static ValueTask<User?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_users WHERE id = {id}", Read);

    /// <summary>Keeps a new user; false if the name is taken.</summary>
    public static async ValueTask<bool> InsertAsync(ITransaction transaction, User user, string? passwordHash, long now) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_users (id, organisation_id, name, name_key, email, description, enabled, default_project_id, password_hash, created_at)
        VALUES ({user.Id}, {user.OrganisationId}, {user.Name}, {NameKey.Of(user.Name)}, {user.Email}, {user.Description}, {user.IsEnabled}, {user.DefaultProjectId}, {passwordHash}, {now})
        ON CONFLICT DO NOTHING
        """) > 0;

    /// <summary>The user on the wire.</summary>
    /// <param name="call">The call that is answered.</param>
    /// <param name="isChange">Whether the answer is to a change, where Keystone shows extra fields twice.</param>
    public UserBody ToBody(Call call, bool isChange = false) => new(
        Email,
        Description,
        Id,
        Name,
        OrganisationId,
        IsEnabled,
        DefaultProjectId,
        PasswordExpiresAt: null,
        isChange ? new UserExtra(Email, Description) : null,
        NoOptions.Value,
        IamLinks.To(call, "users", Id));
}
