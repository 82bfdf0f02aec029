using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests.Browser;

/// <summary>What a team has after some weeks, made through the API: every page has something to show.</summary>
internal static class SampleData
{
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
        await AddPeopleAsync(person, server.ReadBootstrap());
        await AddKeysAsync(person);
        await AddSecretsAsync(person);
        await person.PostAsync("/haneul/v1/service-accounts", """{"service_account":{"name":"deployer","description":"Rolls out from the pipeline","roles":["project_member"]}}""");
    }

    /// <summary>Makes a secret with two versions and reads it: events for whoever looks for some.</summary>
    public static async Task AddSecretAsync(ServerProcess server, string name)
    {
        using var person = new SampleCalls(server);
        await person.SignInAsync();
        await AddSecretAsync(person, name, "", "{}");
    }

    /// <summary>Makes a project in which the first user is administrator; its id.</summary>
    public static async Task<string> AddProjectAsync(ServerProcess server, string name)
    {
        var bootstrap = server.ReadBootstrap();
        using var person = new SampleCalls(server);
        await person.SignInAsync();
        var project = await person.PostAsync("/identity/v3/projects", $$$$"""{"project":{"name":"{{{{name}}}}","description":"Moved here in the autumn","domain_id":"{{{{bootstrap.DomainId}}}}"}}""");
        var id = project.GetProperty("project").GetProperty("id").GetString()!;
        await AssignAsync(person, id, bootstrap.UserId, "project_admin");
        return id;
    }

    private static async Task AddPeopleAsync(SampleCalls person, BootstrapFile bootstrap)
    {
        var group = await person.PostAsync("/identity/v3/groups", $$$$"""{"group":{"name":"platform","description":"Runs the clusters","domain_id":"{{{{bootstrap.DomainId}}}}"}}""");
        foreach (var (name, role) in People.Zip(["project_admin", "project_member", "project_reader"]))
        {
            var user = await person.PostAsync("/identity/v3/users", $$$$"""{"user":{"name":"{{{{name}}}}","email":"{{{{name}}}}","domain_id":"{{{{bootstrap.DomainId}}}}","password":"Passw0rd-of-a-test"}}""");
            var id = user.GetProperty("user").GetProperty("id").GetString()!;
            await AssignAsync(person, bootstrap.ProjectId, id, role);
            await person.SendAsync(HttpMethod.Put, $"/identity/v3/groups/{group.GetProperty("group").GetProperty("id").GetString()}/users/{id}");
        }
    }

    private static async Task AddKeysAsync(SampleCalls person)
    {
        foreach (var (name, type, purpose, algorithm) in Keys)
        {
            await person.PostAsync("/kms/api/v1/keys", $$$$"""{"key":{"name":"{{{{name}}}}","type":"{{{{type}}}}","purpose":"{{{{purpose}}}}","algorithm":"{{{{algorithm}}}}","is_access_control_enabled":false}}""");
        }
    }

    private static async Task AddSecretsAsync(SampleCalls person)
    {
        var last = "";
        foreach (var (name, description, tags) in Secrets)
        {
            last = await AddSecretAsync(person, name, description, tags);
        }

        // The last one is on its way out.
        await person.SendAsync(HttpMethod.Patch, $"/secrets-manager/api/v1/secrets/{last}/versions/1/deactivate");
        var end = TimeProvider.System.GetUtcNow().AddDays(10).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await person.SendAsync(HttpMethod.Patch, $"/secrets-manager/api/v1/secrets/{last}/versions/1/schedule-destroy", $$$$"""{"version":{"destruction_scheduled_at":"{{{{end}}}}"}}""");
    }

    private static async Task<string> AddSecretAsync(SampleCalls person, string name, string description, string tags)
    {
        var created = await person.PostAsync("/secrets-manager/api/v1/secrets", $$$$"""{"secret":{"name":"{{{{name}}}}","description":"{{{{description}}}}","secret_data":{"user":"orders","password":"first-of-{{{{name}}}}"}}}""");
        var id = created.GetProperty("secret").GetProperty("id").GetString()!;
        await person.PostAsync($"/secrets-manager/api/v1/secrets/{id}/versions", """{"version":{"secret":{"user":"orders","password":"second","host":"db.internal"}}}""");
        await person.SendAsync(HttpMethod.Patch, $"/haneul/v1/secrets-manager/secrets/{id}", $$$$"""{"secret":{"tags":{{{{tags}}}}}}""");
        await person.SendAsync(HttpMethod.Get, $"/api/v1/secrets/{id}/versions/value");
        return id;
    }

    private static async Task AssignAsync(SampleCalls person, string project, string user, string role)
    {
        var roles = await person.SendAsync(HttpMethod.Get, $"/identity/v3/roles?name={role}");
        var id = Assert.Single(roles.GetProperty("roles").EnumerateArray()).GetProperty("id").GetString();
        await person.SendAsync(HttpMethod.Put, $"/identity/v3/projects/{project}/users/{user}/roles/{id}");
    }
}
