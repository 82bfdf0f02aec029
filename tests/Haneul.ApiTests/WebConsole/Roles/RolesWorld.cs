using System.Globalization;
using System.Text.Json;
using Haneul.ApiTests.Access.Personas;
using Haneul.ApiTests.Api.CloudTrail.LogStorage;
using Haneul.ApiTests.WebConsole.Settings;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Security.Kms.Rotation;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Roles;

/// <summary>A project with something of everything in it, and people with every role.</summary>
public sealed class RolesWorld : SettingsFixture
{
    private const string Password = "Passw0rd-of-a-persona";
    private readonly Dictionary<string, string> _things = new(StringComparer.Ordinal);
    private string _keeper = "";
    private int _count;

    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>(base.ExtraSettings, StringComparer.Ordinal)
    {
        ["Haneul:AccessKeysPerUserAndProject"] = "100",
    };

    /// <summary>What there is, by the names that the table gives it.</summary>
    internal IReadOnlyDictionary<string, string> Things => _things;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_things["project"], _things["service"]) = (await CreateProjectAsync("000 project"), "secrets-manager");
        var keeper = await CreatePersonaAsync(_things["project"], "project_admin");
        _keeper = await SignInWithPasswordAsync(keeper.UserId, keeper.Password, _things["project"]);
        (_things["keeper"], _things["keeper-name"], _things["keeper-password"]) = (keeper.UserId, keeper.UserName, keeper.Password);
        var heir = await CreatePersonaAsync(_things["project"], "project_member");
        (_things["heir"], _things["heir-key"]) = (heir.UserId, heir.AccessKeyId);
        foreach (var thing in new[] { "secret", "gone", "key", "unused-key", "ecdsa", "user", "group", "account", "rule", "disabled-rule", "spare-project", "holder" })
        {
            await MakeAsync(thing, _things);
        }

        _things["webhook"] = Webhook.Url + "/hook";
        var later = Time.GetUtcNow().AddDays(10);
        _things["later-day"] = later.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        _things["later"] = later.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        await SetUpLogStorageAsync();
        await ReadSettingsAsync();
        await Services.GetRequiredService<TrailChain>().SealAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await Services.GetRequiredService<CheckpointMaker>().MakeAsync(TimeSpan.Zero, TestContext.Current.CancellationToken));
        var events = await SendAsync("GET", "/cloud-trail/api/v1/events?limit=1&event_name=Create%20Secret", _keeper);
        _things["event"] = events.GetProperty("events")[0].GetProperty("event_id").GetString()!;

        // The id of an event tells about when it was; what comes now is no longer of that time.
        Time.Advance(TimeSpan.FromMinutes(5));
    }

    /// <summary>Somebody with these roles, signed in to the console, and what the API says that their tokens open.</summary>
    internal async Task<SignedInPerson> SignInAsync(ConsolePersona persona)
    {
        var (id, name, password) = persona.IsOwner ? (_things["keeper"], _things["keeper-name"], _things["keeper-password"]) : await CreateAsync(persona);
        var things = new Dictionary<string, string>(_things, StringComparer.Ordinal) { ["own-name"] = name, ["own-password"] = password, ["own-id"] = id, ["own-key"] = "none", ["own-key-name"] = "none" };
        var person = new SignedInPerson(new ConsoleBrowser(this), things, await OpenedAsync(id, password, persona));
        if (persona.IsInProject)
        {
            await MakeAsync("own-key", things);

            // Of the newest secrets: lists go on on other pages, and what leads to the deletion of a secret is on the page of one that can be deleted.
            await MakeAsync("gone", things);
        }

        // Another session is what there is to end on the page of sessions.
        using (var other = new ConsoleBrowser(this))
        {
            await other.SignInAsync(name, password);
        }

        await person.Browser.SignInAsync(name, password);
        return person;
    }

    /// <summary>Makes a new thing and notes its id, and what belongs to it, under its name.</summary>
    internal async Task MakeAsync(string thing, Dictionary<string, string> things)
    {
        things["new"] = NewName();
        var name = things[thing + "-name"] = NewName();
        switch (thing)
        {
            case "secret":
                await MakeSecretAsync(things, name);
                break;
            case "gone":
                things[thing] = IdOf(await SendAsync("POST", "/secrets-manager-service/api/v1/secrets", _keeper, $$$"""{"secret":{"name":"{{{name}}}","secret_data":"x","is_access_control_enabled":false}}"""), "secret");
                await SendAsync("PATCH", $"/secrets-manager-service/api/v1/secrets/{things[thing]}/versions/1/destroy", _keeper);
                break;
            case "key":
                things[thing] = await MakeKeyAsync(name, "SYMMETRIC", "SYMMETRIC_ENCRYPT_DECRYPT", "AES256-GCM96");
                await SendAsync("POST", $"/kms/api/v1/keys/{things[thing]}/versions", _keeper);
                await SendAsync("PATCH", $"/kms/api/v1/keys/{things[thing]}/versions/1/schedule-destroy", _keeper, $$$"""{"version":{"destruction_scheduled_at":"{{{Later()}}}"}}""");
                break;
            case "unused-key":
                things[thing] = await MakeKeyAsync(name, "SYMMETRIC", "SYMMETRIC_ENCRYPT_DECRYPT", "AES256-GCM96", ""","is_pending_activation":true""");
                break;
            case "ecdsa":
                things[thing] = await MakeKeyAsync(name, "ASYMMETRIC", "DIGITAL_SIGNATURE", "ECDSA-P256");
                break;
            case "user":
                things[thing] = await MakeInOrganisationAsync("user", name, $""","password":"{Password}" """);
                break;
            case "group":
                things[thing] = await MakeInOrganisationAsync("group", name, "");
                await SendAsync("PUT", $"/identity/v3/groups/{things[thing]}/users/{things["user"]}", await AdminTokenAsync());
                break;
            case "spare-project":
                things[thing] = await CreateProjectAsync(name);
                break;
            case "account":
                await MakeServiceAccountAsync(things, name);
                break;
            case "rule" or "disabled-rule":
                things[thing] = IdOf(await SendAsync("POST", "/cloud-trail/haneul/v1/notification-rules", _keeper, $$$$"""{"rule":{"name":"{{{{name}}}}","url":"{{{{Webhook.Url}}}}/hook","pattern":{"event_names":["Delete Secret"]}}}"""), "rule");
                if (thing == "disabled-rule")
                {
                    await SendAsync("PATCH", $"/cloud-trail/haneul/v1/notification-rules/{things[thing]}", _keeper, """{"rule":{"enabled":false}}""");
                }

                break;
            case "holder":
                var holder = await CreatePersonaAsync(things["project"], "dns_viewer");
                (things[thing], things["holder-key"]) = (holder.UserId, holder.AccessKeyId);
                break;
            case "own-key":
                var token = await SignInWithPasswordAsync(things["own-id"], things["own-password"], things["project"]);
                var made = await SendAsync("POST", $"/identity/v3/users/{things["own-id"]}/application_credentials", token, $$$"""{"application_credential":{"name":"{{{name}}}"}}""");
                things[thing] = IdOf(made, "application_credential");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(thing), thing, "The world has no such thing.");
        }
    }

    /// <summary>Takes away what would be too many of in the end: rules of notifications, and jobs that have not run.</summary>
    internal async Task TidyAsync()
    {
        // The rotation of a service key has three passes.
        var rotation = await SendAsync("GET", "/kms/haneul/v1/kms/service-keys/secrets-manager/rotation", _keeper);
        if (rotation.GetRawText().Contains("RUNNING", StringComparison.Ordinal))
        {
            foreach (var pause in new[] { TimeSpan.Zero, RewrapServiceJob.SecondPassAfter, RewrapServiceJob.LastPassAfter })
            {
                Time.Advance(pause);
                await RunDueJobsAsync();
            }
        }

        var rules = (await SendAsync("GET", "/cloud-trail/haneul/v1/notification-rules", _keeper)).GetProperty("rules");
        foreach (var id in rules.EnumerateArray().Select(static rule => rule.GetProperty("id").GetString()!).Where(id => id != _things["rule"] && id != _things["disabled-rule"]))
        {
            await SendAsync("DELETE", "/cloud-trail/haneul/v1/notification-rules/" + id, _keeper);
        }
    }

    /// <summary>Everything that forms could change, as the API shows it: path and answer.</summary>
    internal async Task<Dictionary<string, string>> SnapshotAsync()
    {
        var snapshot = new Dictionary<string, string>(StringComparer.Ordinal);
        var (secret, accounts) = ("/secrets-manager-service/api/v1/secrets/" + _things["secret"], "/haneul/v1/service-accounts");
        string[] ofProject =
        [
            "/secrets-manager-service/api/v1/secrets?limit=1000", $"/secrets-manager/haneul/v1/secrets-manager/secrets/{_things["secret"]}", secret + "/versions",
            $"/secrets-manager/haneul/v1/secrets-manager/secrets/{_things["secret"]}/pins", secret + "/access-control/targets",
            "/kms/api/v1/keys?limit=1000", $"/kms/api/v1/keys/{_things["key"]}", $"/kms/api/v1/keys/{_things["key"]}/versions", "/kms/haneul/v1/kms/service-keys/secrets-manager/rotation",
            accounts, $"{accounts}/{_things["account"]}/access-keys", $"{accounts}/{_things["account"]}/s3-keys",
            "/cloud-trail/haneul/v1/notification-rules", "/cloud-trail/haneul/v1/log-storage", $"/identity/v3/role_assignments?scope.project.id={_things["project"]}",
        ];
        string[] ofOrganisation =
        [
            "/identity/v3/users?limit=1000", "/identity/v3/groups", $"/identity/v3/groups/{_things["group"]}/users", "/identity/v3/projects",
            $"/identity/v3/role_assignments?scope.domain.id={Bootstrap.DomainId}", $"/haneul/v1/organisations/{Bootstrap.DomainId}/settings",
            $"/haneul/v1/organisations/{Bootstrap.DomainId}/access-keys?limit=1000", "/cloud-trail/haneul/v1/verifications",
        ];
        foreach (var path in ofProject)
        {
            snapshot[path] = (await CallAsync(HttpMethod.Get, path, _keeper)).Body.GetRawText();
        }

        foreach (var path in ofOrganisation)
        {
            snapshot[path] = (await CallAsync(HttpMethod.Get, path, await AdminTokenAsync())).Body.GetRawText();
        }

        return snapshot;
    }

    private static string IdOf(JsonElement answer, string kind) => answer.GetProperty(kind).GetProperty("id").GetString()!;

    private string NewName() => string.Create(CultureInfo.InvariantCulture, $"n{Interlocked.Increment(ref _count):0000}x");

    private string Later() => Time.GetUtcNow().AddDays(20).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private async Task<JsonElement> SendAsync(string method, string path, string token, string? json = null)
    {
        var (status, body) = await CallAsync(new HttpMethod(method), path, token, json);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {body}");
        return body;
    }

    private async Task MakeSecretAsync(Dictionary<string, string> things, string name)
    {
        var id = things["secret"] = IdOf(
            await SendAsync("POST", "/secrets-manager-service/api/v1/secrets", _keeper, $$$"""{"secret":{"name":"{{{name}}}","secret_data":"first","is_access_control_enabled":false}}"""), "secret");
        var versions = $"/secrets-manager-service/api/v1/secrets/{id}/versions";
        foreach (var value in new[] { "second", "third", "fourth" })
        {
            await SendAsync("POST", versions, _keeper, $$$"""{"version":{"secret":"{{{value}}}"}}""");
        }

        await SendAsync("PATCH", versions + "/1/schedule-destroy", _keeper, $$$"""{"version":{"destruction_scheduled_at":"{{{Later()}}}"}}""");
        await SendAsync("PATCH", versions + "/2/deactivate", _keeper);
        await SendAsync("PUT", $"/secrets-manager/haneul/v1/secrets-manager/secrets/{id}/pins/live", _keeper, """{"pin":{"version":3}}""");
        var details = await SendAsync("GET", $"/secrets-manager/haneul/v1/secrets-manager/secrets/{id}", _keeper);
        things["revision"] = details.GetProperty("secret").GetProperty("revision").ToString();
    }

    private async Task<string> MakeKeyAsync(string name, string type, string purpose, string algorithm, string more = "") => IdOf(
        await SendAsync("POST", "/kms/api/v1/keys", _keeper, $$$$"""{"key":{"name":"{{{{name}}}}","type":"{{{{type}}}}","purpose":"{{{{purpose}}}}","algorithm":"{{{{algorithm}}}}","is_access_control_enabled":false{{{{more}}}}}}"""), "key");

    private async Task<string> MakeInOrganisationAsync(string kind, string name, string more) => IdOf(
        await SendAsync("POST", $"/identity/v3/{kind}s", await AdminTokenAsync(), $$$$"""{"{{{{kind}}}}":{"name":"{{{{name}}}}","domain_id":"{{{{Bootstrap.DomainId}}}}"{{{{more}}}}}}"""), kind);

    private async Task MakeServiceAccountAsync(Dictionary<string, string> things, string name)
    {
        const string Accounts = "/haneul/v1/service-accounts";
        var account = await SendAsync("POST", Accounts, _keeper, $$$"""{"service_account":{"name":"{{{name}}}","roles":["project_member"]}}""");
        var id = things["account"] = IdOf(account, "service_account");
        things["account-name"] = account.GetProperty("service_account").GetProperty("name").GetString()!;
        things["account-key"] = IdOf(await SendAsync("POST", $"{Accounts}/{id}/access-keys", _keeper, """{"access_key":{"name":"key"}}"""), "access_key");
        var s3 = await SendAsync("POST", $"{Accounts}/{id}/s3-keys", _keeper);
        things["account-s3-key"] = s3.GetProperty("s3_key").GetProperty("access").GetString()!;
    }

    private async Task SetUpLogStorageAsync()
    {
        await SendAsync("PUT", "/cloud-trail/haneul/v1/log-storage", _keeper, $$$"""
            {"log_storage":{"bucket":{"endpoint":"{{{Buckets.Url}}}","region":"{{{FakeBucketService.Region}}}","name":"{{{FakeBucketService.Bucket}}}","access_key_id":"{{{FakeBucketService.KeyId}}}","secret_access_key":"{{{FakeBucketService.Secret}}}"},"interval_minutes":60}}
            """);
        _things["log-storage"] = $"target=bucket & endpoint={Uri.EscapeDataString(Buckets.Url)} & region={FakeBucketService.Region} & bucket={FakeBucketService.Bucket}"
            + $" & key_id={FakeBucketService.KeyId} & secret={Uri.EscapeDataString(FakeBucketService.Secret)} & interval=60";
    }

    // The form of the settings as they hold: sending it is a change that changes nothing for the others.
    private async Task ReadSettingsAsync()
    {
        var settings = (await SendAsync("GET", $"/haneul/v1/organisations/{Bootstrap.DomainId}/settings", await AdminTokenAsync())).GetProperty("settings");
        _things["settings"] = string.Join(" & ", settings.EnumerateObject().Where(static field => field.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String).Select(static field => $"{field.Name}={field.Value}"));
    }

    private async Task<(string Id, string Name, string Password)> CreateAsync(ConsolePersona persona)
    {
        var name = NewName() + "@example.org";
        var id = await MakeInOrganisationAsync("user", name, $""","password":"{Password}" """);
        foreach (var grant in persona.Grants)
        {
            await SendAsync("PUT", $"/identity/v3/{PlaceOf(grant.Scope)}/users/{id}/roles/{await RoleIdAsync(grant.Role)}", await AdminTokenAsync());
        }

        return (id, name, Password);
    }

    private string PlaceOf(RoleScope scope) => scope switch
    {
        RoleScope.System => "system",
        RoleScope.Domain => "domains/" + Bootstrap.DomainId,
        _ => "projects/" + _things["project"],
    };

    // The operations that the API itself lists for each token that the person can get.
    private async Task<HashSet<string>> OpenedAsync(string userId, string password, ConsolePersona persona)
    {
        var opened = new HashSet<string>(StringComparer.Ordinal);
        foreach (var place in persona.Grants.Select(static grant => grant.Scope).Distinct())
        {
            var scope = place switch
            {
                RoleScope.System => """{"system":{"all":true}}""",
                RoleScope.Domain => $$$$"""{"domain":{"id":"{{{{Bootstrap.DomainId}}}}"}}""",
                _ => $$$$"""{"project":{"id":"{{{{_things["project"]}}}}"}}""",
            };
            using var response = await SendAsync(HttpMethod.Post, "/identity/v3/auth/tokens", token: null, $$$$$"""
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"{{{{{userId}}}}}","password":"{{{{{password}}}}}"}}},"scope":{{{{{scope}}}}}}}
                """);
            var permissions = await SendAsync("GET", "/haneul/v1/permissions", Assert.Single(response.Headers.GetValues("X-Subject-Token")));
            opened.UnionWith(permissions.GetProperty("permissions").GetProperty("operations").EnumerateArray().Select(static operation => operation.GetString()!));
        }

        return opened;
    }
}
