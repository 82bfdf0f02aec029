using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests.Browser;

/// <summary>What a team has after some weeks, made through the API: every page has something to show.</summary>
internal static class SampleData
{
    private const string PasswordOfPeople = "Passw0rd-of-a-test";

    private static readonly (string Name, string Description, string Tags)[] Secrets =
    [
        ("orders-db", "PostgreSQL of the order service", """{"env":"prod","team":"orders"}"""),
        ("payment-gateway", "Key of the payment provider", """{"env":"prod","team":"payments"}"""),
        ("결제-웹훅-서명", "결제 알림 서명 검증용", """{"env":"prod","team":"결제"}"""),
        ("smtp-relay", "Outgoing mail", """{"env":"staging"}"""),
        ("grafana-admin", "", """{"env":"prod","team":"platform","on-call":"yes"}"""),
        ("legacy-ftp", "Goes away with the old warehouse", "{}"),
    ];

    private static readonly (string Name, string Type, string Purpose, string Algorithm)[] Keys =
    [
        ("secrets", "SYMMETRIC", "SYMMETRIC_ENCRYPT_DECRYPT", "AES256-GCM96"),
        ("release-signing", "ASYMMETRIC", "DIGITAL_SIGNATURE", "RSA-2048"),
        ("card-vault", "ASYMMETRIC", "ASYMMETRIC_ENCRYPT_DECRYPT", "RSA-2048"),
    ];

    private static readonly string[] People = ["ann.kim@example.com", "bora.lee@example.com", "민준.박@example.com"];

    /// <summary>Fills the first project.</summary>
    public static async Task FillAsync(ServerProcess server)
    {
        using var person = new SampleCalls(server);
        await person.SignInAsync();
        var reader = await AddPeopleAsync(person, server.ReadBootstrap());
        await AddKeysAsync(person);
        var secret = await AddSecretsAsync(person);
        await AddServiceAccountsAsync(person);
        await AddRefusedAndFailedCallsAsync(server, person, reader, secret);
        await AddTrailSettingsAsync(person);
    }

    /// <summary>Makes a secret with two versions and reads it: events for whoever looks for some; its id.</summary>
    public static async Task<string> AddSecretAsync(ServerProcess server, string name)
    {
        using var person = new SampleCalls(server);
        await person.SignInAsync();
        return await AddSecretAsync(person, name, "", "{}");
    }

    /// <summary>Makes a project in which the first user is administrator; its id.</summary>
    public static async Task<string> AddProjectAsync(ServerProcess server, string name)
    {
        var bootstrap = server.ReadBootstrap();
        using var person = new SampleCalls(server);
        await person.SignInAsync();
        var project = await person.PostAsync("/identity/v3/projects", $$$$"""{"project":{"name":"{{{{name}}}}","description":"Moved here in the autumn","domain_id":"{{{{bootstrap.DomainId}}}}"}}""");
        var id = project.GetProperty("project").GetProperty("id").GetString()!;
        await AssignAsync(person, id, "users", bootstrap.UserId, "project_admin");
        return id;
    }

    /// <summary>Makes a user with a role in the first project; the id.</summary>
    public static async Task<string> AddUserAsync(ServerProcess server, string name, string password, string role = "project_reader")
    {
        using var person = new SampleCalls(server);
        await person.SignInAsync();
        var bootstrap = server.ReadBootstrap();
        var id = await AddAsync(person, bootstrap, "user", name, $""","email":"{name}","password":"{password}" """);
        await AssignAsync(person, bootstrap.ProjectId, "users", id, role);
        return id;
    }

    // The id of somebody who may only look.
    private static async Task<string> AddPeopleAsync(SampleCalls person, BootstrapFile bootstrap)
    {
        var payments = await AddAsync(person, bootstrap, "project", "payments", Described("Cards, refunds and their providers"));
        await AddAsync(person, bootstrap, "project", "데이터-플랫폼", Described("데이터 분석과 배치 작업"));
        var platform = await AddAsync(person, bootstrap, "group", "platform", Described("Runs the clusters"));
        await AddAsync(person, bootstrap, "group", "보안팀", Described("접근 권한과 감사 담당"));
        await AssignAsync(person, bootstrap.ProjectId, "groups", platform, "kms_user");
        await AssignAsync(person, payments, "groups", platform, "project_member");
        await AssignAsync(person, payments, "users", bootstrap.UserId, "project_admin");
        var last = "";
        foreach (var (name, role) in People.Zip(["project_admin", "project_member", "project_reader"]))
        {
            last = await AddUserAsync(person, bootstrap, name, "");
            await AssignAsync(person, bootstrap.ProjectId, "users", last, role);
            await person.SendAsync(HttpMethod.Put, $"/identity/v3/groups/{platform}/users/{last}");
        }

        await AddUserAsync(person, bootstrap, "former.choi@example.com", Described("Left in October") + ""","enabled":false""");
        return last;
    }

    private static Task<string> AddUserAsync(SampleCalls person, BootstrapFile bootstrap, string name, string more) =>
        AddAsync(person, bootstrap, "user", name, $""","email":"{name}","password":"{PasswordOfPeople}"{more}""");

    private static string Described(string description) => $""","description":"{description}" """;

    private static async Task<string> AddAsync(SampleCalls person, BootstrapFile bootstrap, string kind, string name, string more)
    {
        var answer = await person.PostAsync($"/identity/v3/{kind}s", $$$"""{"{{{kind}}}":{"name":"{{{name}}}","domain_id":"{{{bootstrap.DomainId}}}"{{{more}}}}}""");
        return answer.GetProperty(kind).GetProperty("id").GetString()!;
    }

    private static async Task AddServiceAccountsAsync(SampleCalls person)
    {
        var deployer = await person.PostAsync("/haneul/v1/service-accounts", """{"service_account":{"name":"deployer","description":"Rolls out from the pipeline","roles":["project_member"]}}""");
        await person.PostAsync("/haneul/v1/service-accounts", """{"service_account":{"name":"nightly-backup","description":"매일 밤 백업을 실행합니다","roles":["secrets_manager_viewer","kms_user"]}}""");
        var id = deployer.GetProperty("service_account").GetProperty("id").GetString();
        await person.PostAsync($"/haneul/v1/service-accounts/{id}/access-keys", $$$"""{"access_key":{"name":"pipeline","description":"CI","expires_at":"{{{InDays(12)}}}"}}""");
    }

    // What an administrator looks for in a trail.
    private static async Task AddRefusedAndFailedCallsAsync(ServerProcess server, SampleCalls person, string reader, string secret)
    {
        using var other = new SampleCalls(server);
        await other.SignInAsync(reader, PasswordOfPeople);
        await other.SendAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets");
        await other.FailAsync(HttpMethod.Get, $"/api/v1/secrets/{secret}/versions/value");
        await other.FailAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", """{"secret":{"name":"mine","secret_data":{"a":"b"}}}""");
        await person.FailAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", """{"secret":{"name":"orders-db","secret_data":{"a":"b"}}}""");
        await person.FailAsync(HttpMethod.Get, $"/api/v1/secrets/{Guid.Empty}/versions/value");
    }

    private static async Task AddTrailSettingsAsync(SampleCalls person)
    {
        await person.PostAsync("/cloud-trail/haneul/v1/notification-rules", """{"rule":{"name":"deletions","url":"https://hooks.example.org/in/7f3a","pattern":{"event_names":["Delete Secret","Bulk Delete*"],"results":["success"]}}}""");
        await person.PostAsync("/cloud-trail/haneul/v1/notification-rules", """{"rule":{"name":"refused-key-use","enabled":false,"url":"https://chat.example.org/hooks/security","pattern":{"source_services":["Key Management Service"],"results":["refused"]}}}""");
        await person.SendAsync(
            HttpMethod.Put, "/cloud-trail/haneul/v1/log-storage",
            """{"log_storage":{"bucket":{"endpoint":"https://objectstorage.example.org","region":"kr-central-2","name":"trail-logs","access_key_id":"4f1d6c8a","secret_access_key":"of-a-test"},"interval_minutes":60}}""");
        await person.PostAsync("/cloud-trail/haneul/v1/verifications", "{}");
    }

    private static async Task AddKeysAsync(SampleCalls person)
    {
        foreach (var (name, type, purpose, algorithm) in Keys)
        {
            await person.PostAsync("/kms/api/v1/keys", $$$$"""{"key":{"name":"{{{{name}}}}","type":"{{{{type}}}}","purpose":"{{{{purpose}}}}","algorithm":"{{{{algorithm}}}}","is_access_control_enabled":false}}""");
        }
    }

    // The id of the first.
    private static async Task<string> AddSecretsAsync(SampleCalls person)
    {
        var (first, last) = ("", "");
        foreach (var (name, description, tags) in Secrets)
        {
            last = await AddSecretAsync(person, name, description, tags);
            first = first.Length == 0 ? last : first;
        }

        // The last one is on its way out.
        await person.SendAsync(HttpMethod.Patch, $"/secrets-manager/api/v1/secrets/{last}/versions/1/deactivate");
        await person.SendAsync(HttpMethod.Patch, $"/secrets-manager/api/v1/secrets/{last}/versions/1/schedule-destroy", $$$$"""{"version":{"destruction_scheduled_at":"{{{{InDays(10)}}}}"}}""");
        return first;
    }

    private static string InDays(int days) =>
        TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> AddSecretAsync(SampleCalls person, string name, string description, string tags)
    {
        var created = await person.PostAsync("/secrets-manager/api/v1/secrets", $$$$"""{"secret":{"name":"{{{{name}}}}","description":"{{{{description}}}}","secret_data":{"user":"orders","password":"first-of-{{{{name}}}}"}}}""");
        var id = created.GetProperty("secret").GetProperty("id").GetString()!;
        await person.PostAsync($"/secrets-manager/api/v1/secrets/{id}/versions", """{"version":{"secret":{"user":"orders","password":"second","host":"db.internal"}}}""");
        await person.SendAsync(HttpMethod.Patch, $"/haneul/v1/secrets-manager/secrets/{id}", $$$$"""{"secret":{"tags":{{{{tags}}}}}}""");
        await person.SendAsync(HttpMethod.Get, $"/api/v1/secrets/{id}/versions/value");
        return id;
    }

    private static async Task AssignAsync(SampleCalls person, string project, string kind, string id, string role)
    {
        var roles = await person.SendAsync(HttpMethod.Get, $"/identity/v3/roles?name={role}");
        var roleId = Assert.Single(roles.GetProperty("roles").EnumerateArray()).GetProperty("id").GetString();
        await person.SendAsync(HttpMethod.Put, $"/identity/v3/projects/{project}/{kind}/{id}/roles/{roleId}");
    }
}
