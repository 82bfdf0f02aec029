using System.Text.Json;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;
using static Haneul.ApiTests.Api.SecretsManager.Transfer.TransferCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Transfer;

public sealed class ExportSecretsTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Theory]
    [InlineData("dotenv", "B='two words'\nC='{\"n\": 1.50}'\n")]
    [InlineData("json", "{\n  \"B\": \"two words\",\n  \"C\": {\"n\": 1.50}\n}\n")]
    [InlineData("yaml", "\"B\": \"two words\"\n\"C\": {\"n\": 1.50}\n")]
    public async Task The_newest_values_come_as_a_file(string format, string file)
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.CreateVersionAsync(token, await fixture.CreateSecretAsync(token, "1", "app/B"), "\"two words\"");
        await fixture.CreateSecretAsync(token, "{\"n\": 1.50}", "app/C");
        await fixture.CreateSecretAsync(token, "1", "other");

        Assert.Equal(file, await fixture.ExportedAsync(token, format, new { prefix = "app/" }));
    }

    [Theory]
    [InlineData("dotenv", "")]
    [InlineData("json", "{}\n")]
    [InlineData("yaml", "{}\n")]
    public async Task A_project_without_secrets_has_an_empty_file(string format, string file) =>
        Assert.Equal(file, await fixture.ExportedAsync(await fixture.NewProjectTokenAsync(), format));

    [Theory]
    [InlineData("json")]
    [InlineData("yaml")]
    [InlineData("dotenv")]
    public async Task What_was_exported_is_imported_as_it_was(string format)
    {
        var token = await fixture.NewProjectTokenAsync();
        var other = await fixture.NewProjectTokenAsync();
        string[] values = ["\"\"", "\"it's \\\"quoted\\\" $HOME `x` \\\\n\"", "\"line\\r\\nbreak\\ttab\"", "\"한글 😀\"", "\" # no comment \""];
        foreach (var (value, index) in values.Select(static (value, index) => (value, index)))
        {
            await fixture.CreateSecretAsync(token, value, $"NAME_{index}");
        }

        await fixture.ImportedAsync(other, format, await fixture.ExportedAsync(token, format));

        foreach (var (value, index) in values.Select(static (value, index) => (value, index)))
        {
            Assert.Equal(JsonElement.Parse(value).GetString(), JsonElement.Parse(await fixture.ValueAsync(other, $"NAME_{index}")).GetString());
        }
    }

    [Fact]
    public async Task What_can_not_go_out_is_left_out_and_told()
    {
        var persona = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        await fixture.CloseAsync(fixture.Token, await fixture.CreateSecretAsync(fixture.Token, name: "out/closed"));
        var inactive = await fixture.CreateSecretAsync(fixture.Token, name: "out/inactive");
        await fixture.MoveAsync(fixture.Token, inactive, 1, "DeactivateSecretVersion");
        await fixture.CreateSecretAsync(fixture.Token, name: "out/no name");
        await fixture.CreateSecretAsync(fixture.Token, "\"\\u0000\"", "out/nul");
        var damaged = await fixture.CreateSecretAsync(fixture.Token, name: "out/damaged");
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(
            tx => tx.ExecuteAsync($"UPDATE secrets_versions SET ciphertext = {new byte[40]} WHERE secret_id = {damaged}"));
        await fixture.CreateSecretAsync(fixture.Token, "\"x\"", "out/OK");

        var (status, body) = await fixture.ExportAsync(persona.Token, "dotenv", new { prefix = "out/" });

        Assert.Equal(200, status);
        Assert.Equal("OK=x\n", body.GetProperty("export").GetProperty("content").GetString());
        Assert.Equal("out/OK", Assert.Single(body.GetProperty("export").GetProperty("secrets").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(
            [
                ("out/closed", "SecretAccessDenied"), ("out/damaged", "SecretValueDamaged"), ("out/inactive", "SecretVersionNotActive"),
                ("out/no name", "SecretNameNotExportable"), ("out/nul", "SecretValueNotExportable"),
            ],
            LeftOut(body));
    }

    [Fact]
    public async Task Secrets_that_are_named_are_read_alone_and_those_of_other_projects_are_unknown()
    {
        var token = await fixture.NewProjectTokenAsync();
        var id = await fixture.CreateSecretAsync(token, "\"mine\"", "A");
        await fixture.CreateSecretAsync(token, "\"not asked for\"", "B");
        var foreign = await fixture.CreateSecretAsync(fixture.OtherToken);
        var (_, body) = await fixture.ExportAsync(token, "json", new { secrets = new[] { id, foreign, id } });

        Assert.Equal("{\n  \"A\": \"mine\"\n}\n", body.GetProperty("export").GetProperty("content").GetString());
        Assert.Equal([(null, "SecretNotFound")], LeftOut(body));
    }

    [Fact]
    public async Task Each_value_that_leaves_is_an_event_and_so_is_each_refusal_of_one_that_was_named()
    {
        var persona = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        var open = await fixture.CreateSecretAsync(fixture.Token, "\"c4n4ry\"");
        await fixture.CreateVersionAsync(fixture.Token, open, "\"c4n4ry\"");
        var closed = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.CloseAsync(fixture.Token, closed);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.ExportedAsync(persona.Token, "json", new { secrets = new[] { open, closed } });

        var read = (await fixture.EventsOfAsync(fixture.Token, open))[0];
        var refused = (await fixture.EventsOfAsync(fixture.Token, closed))[0];
        Assert.Equal(("Get Secret Version Value", "success", "2"), (Name(read), Result(read), read.GetProperty("additional_info").GetProperty("version").GetString()));
        Assert.Equal(("Get Secret Version Value", "refused"), (Name(refused), Result(refused)));
        Assert.DoesNotContain("c4n4ry", read.GetRawText(), StringComparison.Ordinal);

        static string Name(JsonElement each) => each.GetProperty("event_name").GetString()!;
        static string Result(JsonElement each) => each.GetProperty("result").GetString()!;
    }

    [Fact]
    public async Task Who_may_not_read_values_may_not_export()
    {
        var viewer = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "secrets_manager_viewer");

        Assert.Equal(403, (await fixture.ExportAsync(viewer.Token, "json")).Status);
    }

    [Fact]
    public async Task An_export_has_at_most_a_thousand_secrets()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.ImportedAsync(token, "dotenv", string.Join('\n', Enumerable.Range(0, 1000).Select(static index => $"N{index}=1")));
        Assert.Equal(1000, (await fixture.ExportedAsync(token, "dotenv")).Count(static character => character == '\n'));

        await fixture.CreateSecretAsync(token, name: "M");
        var (status, body) = await fixture.ExportAsync(token, "dotenv");
        Assert.Equal((409, "SecretExportTooLarge"), (status, CodeOf(body)));
        Assert.Equal("M=v1\n", await fixture.ExportedAsync(token, "dotenv", new { secrets = new[] { await fixture.FindIdAsync(token, "M") } }));
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        var (status, body) = await fixture.ExportAsync(fixture.Token, "vault-kv2", new { secrets = Array.Empty<string>(), prefix = 1, password = TransferCalls.Password, extra = 1 });

        Assert.Equal(400, status);
        Assert.All(["format", "secrets", "prefix", "password", "extra"], field => Assert.Contains($"export.{field}: ", MessageOf(body), StringComparison.Ordinal));
    }
}
