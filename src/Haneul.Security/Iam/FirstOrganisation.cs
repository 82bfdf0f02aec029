using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Projects;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam;

/// <summary>Creates what the first start creates (decisions.md 4): an organisation, a project, an administrator and an access key.</summary>
internal sealed class FirstOrganisation(PasswordHashing passwords, AccessKeySecrets secrets, BuiltInRoles builtIn, IdGenerator ids, TimeProvider time)
{
    private const string OrganisationName = "Default";
    private const string ProjectName = "default";
    private const string UserName = "admin";
    private const string AccessKeyName = "bootstrap";

    /// <summary>Whether the database holds an organisation: what tells a first start from any other.</summary>
#pragma warning disable CA1822 // Asked of the instance that would create it.
    public async ValueTask<bool> ExistsAsync(IDatabaseSession session) =>
        await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_organisations", static row => row.GetInt64(0)) > 0;
#pragma warning restore CA1822

    /// <summary>Does the slow work (hashing the password), which has no place in a transaction.</summary>
    public ValueTask<PreparedAccount> PrepareAsync(BootstrapOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var password = options.Password ?? ids.NewUrlSafe(18);
        return new(new PreparedAccount(
            new FirstAccount(
                Organisation.DefaultId, OrganisationName, ids.NewHexId(), ProjectName, ids.NewHexId(), UserName, password,
                options.AccessKeyId ?? ids.NewHexId(), AccessKeyName, options.AccessKeySecret ?? secrets.Generate()),
            passwords.Derive(password),
            IsPasswordGenerated: options.Password is null,
            IsAccessKeyGenerated: options.AccessKeyId is null || options.AccessKeySecret is null));
    }

    /// <summary>Whether a password or an access key that a first start generated is still in use as it was.</summary>
    public static async ValueTask<bool> HasGeneratedCredentialsAsync(IDatabaseSession session) =>
        await session.QueryFirstOrDefaultAsync($"""
            SELECT COUNT(*) FROM iam_generated_credentials g
            WHERE EXISTS (SELECT 1 FROM iam_users u WHERE u.id = g.user_id AND u.password_hash = g.password_hash)
               OR EXISTS (SELECT 1 FROM iam_access_keys k WHERE k.id = g.access_key_id)
            """, static row => row.GetInt64(0)) > 0;

    /// <summary>Whether a user's password is the one that the first start generated.</summary>
    public static async ValueTask<bool> HasGeneratedPasswordAsync(IDatabaseSession session, string userId) =>
        await session.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM iam_generated_credentials g JOIN iam_users u ON u.id = g.user_id AND u.password_hash = g.password_hash WHERE g.user_id = {userId}",
            static row => row.GetInt64(0)) > 0;

    /// <summary>Whether a user has another password than the one that they were made with, be it generated or the operator's.</summary>
    public static async ValueTask<bool> HasOtherPasswordAsync(IDatabaseSession session, string userId) =>
        await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_users WHERE id = {userId} AND password_changed_at > created_at", static row => row.GetInt64(0)) > 0;

    /// <summary>
    /// Creates everything. The system keys must be there: in the same transaction is early enough. No memory is made stale: nothing is asked before the first start is over.
    /// </summary>
    public async ValueTask<FirstAccount> CreateAsync(ITransaction transaction, PreparedAccount prepared)
    {
        var account = prepared.Account;
        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        await transaction.ExecuteAsync($"""
            INSERT INTO iam_organisations (id, name, name_key, description, enabled, created_at)
            VALUES ({account.DomainId}, {account.DomainName}, {NameKey.Of(account.DomainName)}, '', 1, {now})
            """);
        await Project.InsertAsync(transaction, new Project(account.ProjectId, account.DomainId, account.ProjectName, "", IsEnabled: true, Tags: ""), now);
        var user = new User(account.UserId, account.DomainId, account.UserName, Email: null, Description: null, IsEnabled: true, account.ProjectId);
        var passwordHash = passwords.Seal(prepared.Password);
        await User.InsertAsync(transaction, user, passwordHash, now);
        await builtIn.SeedAsync(transaction);
        var roles = await RoleDirectory.ReadAsync(transaction, epoch: 0);
        var admin = roles.FindByName(RoleTable.Admin)!.Id;
        var projectAdmin = roles.FindByName(RoleTable.ProjectAdmin)!.Id;
        await AssignAsync(transaction, account.UserId, "system", "all", admin, now);
        await AssignAsync(transaction, account.UserId, "project", account.ProjectId, admin, now);
        await AssignAsync(transaction, account.UserId, "project", account.ProjectId, projectAdmin, now);

        // The key works in its project and administers nothing (decisions.md, roles).
        string[] keyRoles = [.. roles.Expand([projectAdmin], RoleScope.Project).Select(role => role.Id)];
        var key = new AccessKey(
            account.AccessKeyId, account.UserId, account.ProjectId, account.AccessKeyName, Description: null, keyRoles, IsUnrestricted: false, ExpiresAt: null);
        await AccessKey.InsertAsync(transaction, key, secrets.Hash(account.AccessKeySecret), now);
        await transaction.ExecuteAsync($"""
            INSERT INTO iam_generated_credentials (user_id, password_hash, access_key_id)
            VALUES ({account.UserId}, {(prepared.IsPasswordGenerated ? passwordHash : null)}, {(prepared.IsAccessKeyGenerated ? account.AccessKeyId : null)})
            """);
        return account;
    }

    private static async ValueTask AssignAsync(ITransaction transaction, string userId, string targetType, string targetId, string roleId, long now) =>
        await transaction.ExecuteAsync($"""
            INSERT INTO iam_role_assignments (actor_type, actor_id, target_type, target_id, role_id, inherited, created_at)
            VALUES ('user', {userId}, {targetType}, {targetId}, {roleId}, 0, {now})
            """);
}

/// <summary>What the first start created, for bootstrap.json. The only place that ever has password and secret in clear.</summary>
internal sealed record FirstAccount(
    string DomainId,
    string DomainName,
    string ProjectId,
    string ProjectName,
    string UserId,
    string UserName,
    string Password,
    string AccessKeyId,
    string AccessKeyName,
    string AccessKeySecret)
{
    /// <summary>Never shows the secrets.</summary>
    public override string ToString() => nameof(FirstAccount);
}

/// <summary>What is ready before the transaction of the first start.</summary>
internal sealed record PreparedAccount(FirstAccount Account, DerivedPassword Password, bool IsPasswordGenerated, bool IsAccessKeyGenerated)
{
    /// <summary>Never shows the secrets.</summary>
    public override string ToString() => nameof(PreparedAccount);
}
