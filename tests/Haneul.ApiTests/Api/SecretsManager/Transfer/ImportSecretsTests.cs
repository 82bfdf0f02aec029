using System.Text.Json;
using Haneul.ApiTests.Api.SecretsManager.Catalogue;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;
using static Haneul.ApiTests.Api.SecretsManager.Transfer.TransferCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Transfer;

public sealed class ImportSecretsTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task Every_format_becomes_secrets_that_can_be_read()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.ImportedAsync(token, "dotenv", "A=1\nexport B='two words'", new { prefix = "env/" });
        await fixture.ImportedAsync(token, "json", """{"C":{"n":1.50},"D":"d"}""", new { prefix = "json/" });
        await fixture.ImportedAsync(token, "yaml", "E: 0123\nF: {g: [1, x]}", new { prefix = "yaml/" });
        await fixture.ImportedAsync(token, "vault-kv2", """{"db":{"data":{"data":{"user":"u"},"metadata":{"version":4}}}}""", new { prefix = "vault/" });

        Assert.Equal("\"1\"", await fixture.ValueAsync(token, "env/A"));
        Assert.Equal("\"two words\"", await fixture.ValueAsync(token, "env/B"));
        Assert.Equal("{\"n\":1.50}", await fixture.ValueAsync(token, "json/C"));
        Assert.Equal("\"d\"", await fixture.ValueAsync(token, "json/D"));
        Assert.Equal("\"0123\"", await fixture.ValueAsync(token, "yaml/E"));
        Assert.Equal("{\"g\":[1,\"x\"]}", await fixture.ValueAsync(token, "yaml/F"));
        Assert.Equal("{\"user\":\"u\"}", await fixture.ValueAsync(token, "vault/db"));
    }

    [Theory]
    [InlineData("dotenv", "A=1\nB=2", "{\"A\":\"1\",\"B\":\"2\"}")]
    [InlineData("json", "[1, {\"a\": 2}]", "[1, {\"a\": 2}]")]
    [InlineData("yaml", "a: 1\nb: x", "{\"a\":1,\"b\":\"x\"}")]
    public async Task A_file_can_become_one_secret(string format, string content, string value)
    {
        var token = await fixture.NewProjectTokenAsync();
        var entry = Assert.Single(await fixture.ImportedAsync(token, format, content, new { @as = "one_secret", name = "whole", prefix = "p/" }));

        Assert.Equal(("p/whole", "created", 1), Told(entry));
        Assert.Equal(value, await fixture.ValueAsync(token, "p/whole"));
    }

    [Fact]
    public async Task A_dry_run_tells_of_each_entry_and_changes_nothing()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.CreateSecretAsync(token, name: "A");
        var (status, body) = await fixture.ImportAsync(token, "dotenv", "A=1\nB=2", new { dry_run = true });

        Assert.Equal(200, status);
        var import = body.GetProperty("import");
        Assert.Equal([("A", "failed", 1), ("B", "created", 1)], import.GetProperty("entries").EnumerateArray().Select(Told));
        Assert.Equal("SecretNameAlreadyExists", import.GetProperty("entries")[0].GetProperty("error_code").GetString());
        Assert.Equal((true, 2, 1, 0, 0, 1), (import.GetProperty("dry_run").GetBoolean(), Count("total"), Count("created"), Count("new_versions"), Count("skipped"), Count("failed")));
        Assert.Null(await fixture.FindIdAsync(token, "B"));
        Assert.Equal("\"v1\"", await fixture.ValueAsync(token, "A"));

        int Count(string field) => import.GetProperty(field).GetInt32();
    }

    [Fact]
    public async Task One_entry_that_fails_keeps_all_from_being_stored()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.CreateSecretAsync(token, name: "B");
        var (status, body) = await fixture.ImportAsync(token, "dotenv", "A=1\nB=2\nC=3");

        Assert.Equal((409, "SecretImportRefused"), (status, CodeOf(body)));
        Assert.Contains("1 of 3 entries", MessageOf(body), StringComparison.Ordinal);
        Assert.Contains("'B' (SecretNameAlreadyExists)", MessageOf(body), StringComparison.Ordinal);
        Assert.Null(await fixture.FindIdAsync(token, "A"));
        Assert.Null(await fixture.FindIdAsync(token, "C"));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_passed_over_or_renamed_or_gets_a_version()
    {
        var token = await fixture.NewProjectTokenAsync();
        var id = await fixture.CreateSecretAsync(token, name: "A");
        await fixture.CreateSecretAsync(token, name: "A-2");

        Assert.Equal([("A", "skipped", 1), ("B", "created", 1)], (await fixture.ImportedAsync(token, "dotenv", "A=1\nB=2", new { on_collision = "skip" })).Select(Told));
        Assert.Equal([("A", "new_version", 2), ("B", "new_version", 2)], (await fixture.ImportedAsync(token, "dotenv", "A=2\nB=3", new { on_collision = "new_version" })).Select(Told));
        Assert.Equal([("A-4", "created", 1), ("A-3", "created", 1)], (await fixture.ImportedAsync(token, "dotenv", "A=4\nA-3=3", new { on_collision = "rename" })).Select(Told));

        Assert.Equal("\"2\"", await fixture.ReadContractAsync(token, id));
        Assert.Equal("\"4\"", await fixture.ValueAsync(token, "A-4"));
        Assert.Equal((2, 2), (await CountAsync("version_count"), await CountAsync("default_version")));

        async Task<int> CountAsync(string field) => (await fixture.SecretAsync(token, id)).GetProperty(field).GetInt32();
    }

    [Fact]
    public async Task What_can_not_become_of_an_entry_is_told_of_it()
    {
        var token = await fixture.NewProjectTokenAsync();
        var longName = new string('n', 254);
        var full = await fixture.CreateSecretAsync(token, name: "full");
        await fixture.CreateSecretAsync(token, name: longName);
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(tx => tx.ExecuteAsync($"UPDATE secrets_secrets SET version_count = 1000 WHERE id = {full}"));

        Assert.Equal("SecretImportNoFreeName", await FailureAsync($$"""{"{{longName}}":1}""", new { dry_run = true, on_collision = "rename" }));
        Assert.Equal("SecretVersionQuotaReached", await FailureAsync("""{"full":1}""", new { dry_run = true, on_collision = "new_version" }));

        async Task<string?> FailureAsync(string content, object more) =>
            Assert.Single(await fixture.ImportedAsync(token, "json", content, more)).GetProperty("error_code").GetString();
    }

    [Fact]
    public async Task A_user_key_that_is_not_there_is_named()
    {
        var (status, body) = await fixture.ImportAsync(fixture.Token, "dotenv", "A=1", new { kms_key_id = "none" });

        Assert.True(status is 400 or 404, body.ToString());
        Assert.Null(await fixture.FindIdAsync(fixture.Token, "A"));
    }

    [Fact]
    public async Task Versions_of_vault_become_versions_in_their_order()
    {
        var token = await fixture.NewProjectTokenAsync();
        const string Two = """{"db":[{"data":{"data":{"n":8},"metadata":{"version":8}}},{"data":{"data":{"n":7},"metadata":{"version":7}}}]}""";
        await fixture.ImportedAsync(token, "vault-kv2", Two);
        Assert.Equal([("db", "new_version", 4)], (await fixture.ImportedAsync(token, "vault-kv2", Two, new { on_collision = "new_version" })).Select(Told));

        var id = (await fixture.FindIdAsync(token, "db"))!;
        foreach (var (version, value) in new[] { (1, "7"), (2, "8"), (3, "7"), (4, "8") })
        {
            Assert.Equal($"{{\"n\":{value}}}", await fixture.ReadFlatAsync(token, id, $"?version={version}"));
        }
    }

    [Fact]
    public async Task A_secret_that_the_caller_may_not_see_gets_no_version()
    {
        var admin = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        var name = NewName();
        await fixture.CloseAsync(fixture.Token, await fixture.CreateSecretAsync(fixture.Token, name: name));
        var json = JsonSerializer.Serialize(new Dictionary<string, int>(StringComparer.Ordinal) { [name] = 2 });

        var (status, body) = await fixture.ImportAsync(admin.Token, "json", json, new { on_collision = "new_version" });
        Assert.Equal(409, status);
        Assert.Contains("(SecretAccessDenied)", MessageOf(body), StringComparison.Ordinal);
        Assert.Equal("\"v1\"", await fixture.ValueAsync(fixture.Token, name));
    }

    [Fact]
    public async Task Tags_and_a_user_key_go_with_new_secrets()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var key = await fixture.CreateUserKeyAsync(persona, NewName());
        await fixture.ImportedAsync(persona.Token, "dotenv", "A=1", new { tags = new { team = "blue" }, kms_key_id = key });

        var details = await fixture.DetailsAsync(persona.Token, (await fixture.FindIdAsync(persona.Token, "A"))!);
        Assert.Equal("blue", details.GetProperty("tags").GetProperty("team").GetString());
        Assert.Equal(["A"], await fixture.FindAsync(persona.Token, "?tag=team%3Dblue"));
        Assert.Equal("\"1\"", await fixture.ValueAsync(persona.Token, "A"));

        await fixture.ImportedAsync(persona.Token, "dotenv", "A=2", new { on_collision = "new_version" });
        Assert.All(await fixture.VersionsAsync(persona.Token, (await fixture.FindIdAsync(persona.Token, "A"))!), version => Assert.NotNull(version.GetProperty("kms_key_name").GetString()));
        await fixture.SetKeyVersionAsync(key, 1, "DEACTIVATED");
        var (status, body) = await fixture.ImportAsync(persona.Token, "dotenv", "A=3", new { on_collision = "new_version" });
        Assert.True(status == 409 && CodeOf(body) == "SecretImportRefused", body.ToString());
    }

    [Fact]
    public async Task Each_secret_is_an_event_and_no_event_and_no_answer_has_a_value()
    {
        var token = await fixture.NewProjectTokenAsync();
        var id = await fixture.CreateSecretAsync(token, name: "A");
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.ImportedAsync(token, "dotenv", "A=c4n4ry\nB=c4n4ry", new { on_collision = "new_version" });
        await fixture.ImportedAsync(token, "dotenv", "A=c4n4ry", new { dry_run = true, on_collision = "skip" });
        foreach (var (format, content) in new[] { ("dotenv", "A=\"c4n4ry"), ("json", "{\"a\":\"c4n4ry\""), ("yaml", "a: [c4n4ry"), ("vault-kv2", "{\"a\":{\"data\":\"c4n4ry\"}}"), ("json", "\"c4n4ry\"") })
        {
            var (status, wrong) = await fixture.ImportAsync(token, format, content);
            Assert.Equal(400, status);
            Assert.Contains("import.content", MessageOf(wrong), StringComparison.Ordinal);
            Assert.DoesNotContain("c4n4ry", wrong.GetRawText(), StringComparison.Ordinal);
        }

        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events", token);
        Assert.DoesNotContain("c4n4ry", body.GetRawText(), StringComparison.Ordinal);
        var events = body.GetProperty("events").EnumerateArray()
            .Where(static each => each.GetProperty("request").GetProperty("operation_id").GetString() == "ImportSecrets" && each.GetProperty("result").GetString() == "success")
            .Select(static each => (each.GetProperty("event_name").GetString()!, each.GetProperty("resource").GetProperty("type").GetString()!, each.GetProperty("resource").GetProperty("name").GetString()))
            .Order().ToList();
        Assert.Equal([("Create Secret", "Secret", "B"), ("Create Secret Version", "Secret Version", "A"), ("Import Secrets", "Secret", null)], events);
        Assert.Equal("Create Secret Version", (await fixture.EventsOfAsync(token, id))[0].GetProperty("event_name").GetString());
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        var (status, body) = await fixture.ImportAsync(
            fixture.Token, "toml", "", new { prefix = "\n", @as = "x", on_collision = "y", dry_run = 1, password = "p", key = "k", tags = new { a = 1 }, extra = 1, name = "n" });

        Assert.Equal(400, status);
        Assert.All(
            ["format", "prefix", "as", "on_collision", "dry_run", "password", "key", "tags.a", "extra", "name"],
            field => Assert.Contains($"import.{field}: ", MessageOf(body), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "has no entries")]
    [InlineData("{\"a\":\"\\ud800\"}", "has a value that must be valid Unicode text")]
    [InlineData("{\"a\":{\"b\":1,\"b\":2}}", "'a' has a value that must not have an object with a repeated field")]
    [InlineData("{\"a\":1,\"a\":2}", "'a' repeats a name")]
    [InlineData("{\"\":1}", "has a name that does not have 1 to 255 characters")]
    [InlineData("{\"a\\tb\":1}", "has a name with control characters")]
    public async Task A_content_is_checked_as_the_published_api_checks(string content, string problem)
    {
        var (status, body) = await fixture.ImportAsync(fixture.Token, "json", content);

        Assert.Equal(400, status);
        Assert.Contains(problem, MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_entries_are_stored_at_once_and_one_more_is_refused()
    {
        var token = await fixture.NewProjectTokenAsync();
        var lines = Enumerable.Range(0, 1001).Select(static index => $"N{index}={index}").ToList();
        var (status, body) = await fixture.ImportAsync(token, "dotenv", string.Join('\n', lines));
        Assert.Equal(400, status);
        Assert.Contains("line 1001 is one more than the 1000 entries", MessageOf(body), StringComparison.Ordinal);

        Assert.Equal(1000, (await fixture.ImportedAsync(token, "dotenv", string.Join('\n', lines.Take(1000)))).Count);
        Assert.Equal("\"999\"", await fixture.ValueAsync(token, "N999"));
    }

    [Fact]
    public async Task Two_imports_of_the_same_names_at_the_same_time_never_mix()
    {
        var token = await fixture.NewProjectTokenAsync();
        string File(int which) => string.Join('\n', Enumerable.Range(0, 20).Select(index => $"N{index}={which}"));
        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(which => fixture.ImportAsync(token, "dotenv", File(which))));

        Assert.Single(answers, static answer => answer.Status == 200);
        Assert.All(answers, static answer => Assert.True(answer.Status is 200 or 409, answer.Body.ToString()));
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Enumerable.Range(0, 20).Select(static index => $"N{index}"))
        {
            values.Add(await fixture.ValueAsync(token, name));
        }

        Assert.Single(values);
    }

    [Fact]
    public async Task Who_may_only_read_may_not_import()
    {
        var reader = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "secrets_manager_viewer");

        Assert.Equal(403, (await fixture.ImportAsync(reader.Token, "dotenv", "A=1", new { dry_run = true })).Status);
    }
}
