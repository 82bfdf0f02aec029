using Haneul.ApiTests.Access.Personas;
using Haneul.ApiTests.Api.Iam.SecondFactors;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Server.Backups;

namespace Haneul.ApiTests.Storage.Backups;

/// <summary>A server on a certain engine with something in (almost) every table, all of it made by calls.</summary>
public sealed class BackupWorld(DatabaseEngine engine) : PersonaWorld
{
    /// <summary>What every file of a backup is searched for.</summary>
    public const string Canary = "canary-of-a-backup-51c07a";

    /// <summary>Someone with a key, a token and a secret.</summary>
    public Persona Owner { get; private set; } = null!;

    /// <summary>The secret of two versions.</summary>
    public string SecretId { get; private set; } = null!;

    /// <summary>Where backups go.</summary>
    public string BackupPath => Path.Combine(Database.DataFolder, "made.backup");

    /// <summary>Where the root key is, as a setting.</summary>
    public string RootKey => "file:" + Path.Combine(Database.DataFolder, "root.key");

    /// <summary>The settings of its installation for a verb.</summary>
    public Dictionary<string, string?> Settings => SettingsOf(Database, RootKey);

    /// <summary>The settings of an installation for a verb.</summary>
    public static Dictionary<string, string?> SettingsOf(TestDatabase database, string rootKey) => new(StringComparer.Ordinal)
    {
        ["Haneul:DataDirectory"] = database.DataFolder,
        ["Haneul:Database"] = database.Setting,
        ["Haneul:RootKey"] = rootKey,
        ["Logging:LogLevel:Default"] = "None",
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Owner = await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");
        SecretId = await CreateSecretAsync("first");
        var (status, _) = await CallAsync(HttpMethod.Post, $"/secrets-manager/api/v1/secrets/{SecretId}/versions", Owner.Token, $$$$"""{"version":{"secret":"{{{{Canary}}}} two"}}""");
        Assert.Equal(201, status);
    }

    /// <summary>Makes a secret whose first value holds the canary.</summary>
    public async Task<string> CreateSecretAsync(string name)
    {
        var (status, body) = await CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", Owner.Token, $$$$"""{"secret":{"name":"{{{{name}}}}","secret_data":"{{{{Canary}}}} one"}}""");
        Assert.True(status == 201, body.ToString());
        return body.GetProperty("secret").GetProperty("id").GetString()!;
    }

    /// <summary>Makes one of everything that identity knows.</summary>
    public async Task FillAsync()
    {
        foreach (var target in PersonaTables.Targets.Keys.Concat(["access_rule", "request_token", "access_token"]))
        {
            await Own.MakeAsync(target);
        }

        var admin = await AdminTokenAsync();
        await ChangeAsync(HttpMethod.Put, $"/identity/v3/groups/{await Own.MakeAsync("group")}/users/{Owner.UserId}");
        await ChangeAsync(HttpMethod.Put, $"/identity/v3/roles/{await Own.MakeAsync("role")}/implies/{await Own.MakeAsync("role")}");
        await ChangeAsync(HttpMethod.Put, $"/identity/v3/OS-EP-FILTER/projects/{Owner.ProjectId}/endpoints/{await Own.MakeAsync("endpoint")}");
        await ChangeAsync(HttpMethod.Put, $"/identity/v3/OS-EP-FILTER/endpoint_groups/{await Own.MakeAsync("endpoint_group")}/projects/{Owner.ProjectId}");
        await ChangeAsync(HttpMethod.Put, $"/identity/v3/OS-FEDERATION/identity_providers/{NewName()}", """{"identity_provider":{"remote_ids":["https://remote"]}}""");
        await ChangeAsync(HttpMethod.Put, $"/identity/v3/domains/{await Own.MakeAsync("disabled_domain")}/config", """{"config":{"ldap":{"url":"ldap://a","user_tree_dn":"b","password":"hidden"}}}""");
        await ChangeAsync(HttpMethod.Patch, "/haneul/v1/organisations/default/settings", """{"settings":{"password_history":3}}""");
        await FactorUser.CreateWithFactorAsync(this);
        await ChangeAsync(HttpMethod.Patch, $"/identity/v3/users/{await Own.MakeAsync("user")}", """{"user":{"password":"Another-passw0rd"}}""");
        var own = await SignInWithPasswordAsync(Owner.UserId, Owner.Password, Owner.ProjectId);
        var (status, narrow) = await CallAsync(HttpMethod.Post, $"/identity/v3/users/{Owner.UserId}/application_credentials", own, """
            {"application_credential":{"name":"narrow","access_rules":[{"service":"secrets-manager","method":"GET","path":"/api/v1/secrets"}]}}
            """);
        Assert.True(status == 201, narrow.ToString());
        var other = await CreatePersonaAsync(Owner.ProjectId, "project_reader");
        (status, var changed) = await CallAsync(
            HttpMethod.Post, $"/identity/v3/users/{other.UserId}/password", await SignInWithPasswordAsync(other.UserId, other.Password, Owner.ProjectId),
            $$$"""{"user":{"original_password":"{{{other.Password}}}","password":"Another-passw0rd"}}""");
        Assert.True(status == 204, changed.ToString());
        foreach (var user in new[] { Owner.UserId, "nobody" })
        {
            using var wrong = await SendAsync(HttpMethod.Post, "/identity/v3/auth/tokens", token: null, $$$$$$"""
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"{{{{{{user}}}}}}","password":"not the password"}}}}}
                """);
            Assert.Equal(401, (int)wrong.StatusCode);
        }

        async Task ChangeAsync(HttpMethod method, string path, string? body = null)
        {
            var (code, answer) = await CallAsync(method, path, admin, body);
            Assert.True(code is >= 200 and < 300, $"{method} {path}: {code} {answer}");
        }
    }

    /// <summary>Makes the backup with the verb.</summary>
    public async Task BackUpAsync() => Assert.Equal(0, await MakeBackup.RunAsync(Settings, BackupPath, replace: true, TextWriter.Null, CancellationToken.None));

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.CreateAsync(engine);
}

/// <summary>A server on a database that was restored.</summary>
internal sealed class RestoredServer(TestDatabase database, string rootKey) : ApiFixture
{
    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>(StringComparer.Ordinal) { ["Haneul:RootKey"] = rootKey };

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(database);
}
