using Haneul.ApiTests.WebConsole.Keys;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>Ids of things of another project and of another person lead to nothing of theirs, whatever page they are given to.</summary>
public sealed class ForeignProjectTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Canary = "canary-4f1d";

    [Fact]
    public async Task No_page_shows_a_thing_of_another_project()
    {
        using var owner = await KeyPagesWorld.CreateAsync(fixture, "project_admin");
        using var stranger = await KeyPagesWorld.CreateAsync(fixture, "project_admin");
        var ids = await FillAsync(owner);
        Assert.Equal(6, ids.Count);
        var wrong = new List<string>();
        foreach (var id in ids)
        {
            foreach (var route in ConsoleRoute.Pages(fixture).Where(static route => route.Template.Contains('{', StringComparison.Ordinal)))
            {
                await stranger.Browser.GoAsync(route.PathWith(name => name == "version" ? "1" : name == "kind" ? "users" : id));
                if (stranger.Browser.Body.Contains(Canary, StringComparison.Ordinal) || (int)stranger.Browser.Status >= 500)
                {
                    wrong.Add($"{route} with {id}: {(int)stranger.Browser.Status}");
                }
            }
        }

        // The owner sees them, so that there was something to find.
        await owner.Browser.GoAsync($"/secrets/{ids[0]}");
        Assert.Contains(Canary, owner.Browser.Body, StringComparison.Ordinal);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task No_form_changes_a_thing_of_another_project()
    {
        using var owner = await KeyPagesWorld.CreateAsync(fixture, "project_admin");
        using var stranger = await KeyPagesWorld.CreateAsync(fixture, "project_admin");
        var ids = await FillAsync(owner);
        var before = await StateAsync(owner, ids);
        var wrong = new List<string>();
        foreach (var id in ids)
        {
            foreach (var route in ConsoleRoute.Forms(fixture).Where(static route => route.Template.Contains('{', StringComparison.Ordinal)))
            {
                var path = route.PathWith(name => name == "version" ? "1" : name == "kind" ? "users" : id);
                var form = new ConsoleForm(path, path, [], [], [], [], IsDangerous: true);
                var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["confirmation"] = Canary, ["name"] = "taken", ["description"] = "taken", ["mode"] = "text", ["text"] = "taken", ["pin"] = "taken", ["pinned"] = "1" };
                await form.SendAsync(stranger.Browser, (null, null), fields);
                if ((int)stranger.Browser.Status >= 500 || stranger.Browser.Body.Contains(Canary + "-value", StringComparison.Ordinal))
                {
                    wrong.Add($"{route} with {id}: {(int)stranger.Browser.Status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await StateAsync(owner, ids));
    }

    // What the API tells the owner of each.
    private async Task<string> StateAsync(KeyPagesWorld owner, IReadOnlyList<string> ids)
    {
        string[] paths =
        [
            $"/secrets-manager-service/api/v1/secrets/{ids[0]}", $"/secrets-manager-service/api/v1/secrets/{ids[0]}/versions", $"/kms/api/v1/keys/{ids[1]}", $"/kms/api/v1/keys/{ids[1]}/versions",
            $"/haneul/v1/service-accounts/{ids[2]}", $"/cloud-trail/haneul/v1/notification-rules/{ids[3]}", $"/identity/v3/users/{owner.Person.UserId}/application_credentials",
        ];
        var answers = new List<string>();
        foreach (var path in paths)
        {
            var (status, body) = await fixture.CallAsync(HttpMethod.Get, path, await TokenAsync(owner));
            Assert.True(status == 200, $"{path}: {status}");
            answers.Add(body.GetRawText());
        }

        return string.Join('\n', answers);
    }

    // A secret, a key, a service account, a notification rule, an access key and the project itself.
    private async Task<IReadOnlyList<string>> FillAsync(KeyPagesWorld owner)
    {
        var token = await TokenAsync(owner);
        return
        [
            await MakeAsync(token, "/secrets-manager-service/api/v1/secrets", $$$"""{"secret":{"name":"{{{Canary}}}","secret_data":"{{{Canary}}}-value","is_access_control_enabled":false}}""", "secret"),
            await owner.CreateKeyAsync(Canary),
            await MakeAsync(token, "/haneul/v1/service-accounts", $$$"""{"service_account":{"name":"{{{Canary}}}","roles":["project_member"]}}""", "service_account"),
            await MakeAsync(token, "/cloud-trail/haneul/v1/notification-rules", $$$$"""{"rule":{"name":"{{{{Canary}}}}","url":"https://hooks.example.org/x","pattern":{"event_names":["*"]}}}""", "rule"),
            await MakeAsync(token, $"/identity/v3/users/{owner.Person.UserId}/application_credentials", $$$$"""{"application_credential":{"name":"{{{{Canary}}}}"}}""", "application_credential"),
            owner.ProjectId,
        ];
    }

    private Task<string> TokenAsync(KeyPagesWorld owner) => fixture.SignInWithPasswordAsync(owner.Person.UserId, owner.Person.Password, owner.ProjectId);

    private async Task<string> MakeAsync(string token, string path, string json, string kind)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, path, token, json);
        Assert.True(status is 200 or 201, $"{path}: {status} {body}");
        return body.GetProperty(kind).GetProperty("id").GetString()!;
    }
}
