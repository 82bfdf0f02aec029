using Haneul.ApiTests.Api.SecretsManager.Catalogue;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;
using static Haneul.ApiTests.Api.SecretsManager.Transfer.TransferCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Transfer;

public sealed class SecretBundleTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private static readonly string Key = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(static index => (byte)index)]);

    [Fact]
    public async Task A_bundle_moves_numbers_states_and_descriptions()
    {
        var token = await fixture.NewProjectTokenAsync();
        var other = await fixture.NewProjectTokenAsync();
        var id = await SampleAsync(token, "app/db");
        var bundle = await fixture.ExportedAsync(token, "bundle", new { password = TransferCalls.Password });
        Assert.DoesNotContain("c4n4ry", bundle, StringComparison.Ordinal);

        Assert.Equal([("app/db", "created", 5)], (await fixture.ImportedAsync(other, "bundle", bundle, new { password = TransferCalls.Password })).Select(Told));

        var moved = (await fixture.FindIdAsync(other, "app/db"))!;
        Assert.Equal(
            [(1, "Active"), (2, "Deactivated"), (3, "Destroyed"), (4, "Destroyed"), (5, "Active")],
            (await fixture.VersionsAsync(other, moved)).Select(static version => (version.GetProperty("version").GetInt32(), version.GetProperty("status").GetString()!)).Order());
        Assert.Equal("c4n4ry-1", await fixture.ReadFlatAsync(other, moved, "?version=1"));
        Assert.Equal("c4n4ry-5", await fixture.ReadFlatAsync(other, moved));
        Assert.Equal(200, (await fixture.MoveAsync(other, moved, 2, "ActivateSecretVersion")).Status);
        Assert.Equal("c4n4ry-2", await fixture.ReadFlatAsync(other, moved, "?version=2"));
        Assert.Equal(3, (await fixture.SecretAsync(other, moved)).GetProperty("version_count").GetInt32());
        Assert.Equal(6, await fixture.CreateVersionAsync(other, moved, "6"));
        var details = await fixture.DetailsAsync(other, moved);
        Assert.Equal("of the app", details.GetProperty("description").GetString());
        Assert.Equal("blue", details.GetProperty("tags").GetProperty("team").GetString());
        Assert.Equal(new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero), details.GetProperty("expires_at").GetDateTimeOffset());
        Assert.NotEqual(id, moved);
    }

    [Fact]
    public async Task A_bundle_that_is_there_already_adds_its_newest_version_only()
    {
        var token = await fixture.NewProjectTokenAsync();
        await SampleAsync(token, "A");
        var inactive = await fixture.CreateSecretAsync(token, name: "B");
        await fixture.MoveAsync(token, inactive, 1, "DeactivateSecretVersion");
        var bundle = await fixture.ExportedAsync(token, "bundle", new { key = Key });

        var (_, dry) = await fixture.ImportAsync(token, "bundle", bundle, new { key = Key, dry_run = true, on_collision = "new_version" });
        var entries = dry.GetProperty("import").GetProperty("entries");
        Assert.Equal(("A", "new_version", 6), Told(entries[0]));
        Assert.Equal("SecretImportEmpty", entries[1].GetProperty("error_code").GetString());
        await fixture.MoveAsync(token, inactive, 1, "ActivateSecretVersion");
        Assert.Equal(409, (await fixture.ImportAsync(token, "bundle", bundle, new { key = Key, on_collision = "new_version" })).Status);
    }

    [Fact]
    public async Task Access_control_stays_on()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.CloseAsync(token, await fixture.CreateSecretAsync(token, name: "closed"));
        var target = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var colleague = await fixture.CreatePersonaAsync(target.ProjectId, "project_admin");
        await fixture.ImportedAsync(target.Token, "bundle", await fixture.ExportedAsync(token, "bundle", new { key = Key }), new { key = Key });

        var id = (await fixture.FindIdAsync(target.Token, "closed"))!;
        Assert.Equal("v1", await fixture.ReadFlatAsync(target.Token, id));
        Assert.Equal(403, (await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value", colleague.Token)).Status);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_bundle_is_told_in_the_same_words()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.CreateSecretAsync(token, name: "A");
        var bundle = await fixture.ExportedAsync(token, "bundle", new { key = Key });
        var bytes = Convert.FromBase64String(bundle);
        var messages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (content, more) in new (string, object)[]
        {
            (Flip(bytes, 0), new { key = Key }), (Flip(bytes, 20), new { key = Key }), (Flip(bytes, bytes.Length - 1), new { key = Key }),
            (Convert.ToBase64String(bytes[..^1]), new { key = Key }), ("no base64!", new { key = Key }), ("", new { key = Key }),
            (bundle, new { key = Convert.ToBase64String(new byte[32]) }), (bundle, new { password = TransferCalls.Password }),
        })
        {
            var (status, body) = await fixture.ImportAsync(token, "bundle", content, more);
            Assert.Equal(400, status);
            messages.Add(MessageOf(body));
        }

        Assert.Contains("import.content: is no bundle", Assert.Single(messages), StringComparison.Ordinal);

        static string Flip(byte[] bundle, int index) => Convert.ToBase64String([.. bundle[..index], (byte)(bundle[index] ^ 1), .. bundle[(index + 1)..]]);
    }

    [Fact]
    public async Task A_bundle_needs_one_of_password_and_key()
    {
        foreach (var more in new object[] { new { }, new { password = TransferCalls.Password, key = Key }, new { password = "too short" }, new { key = "bm90IDMy" } })
        {
            Assert.Equal(400, (await fixture.ExportAsync(fixture.Token, "bundle", more)).Status);
        }
    }

    // Five versions: active, deactivated, destroyed, to be destroyed, active.
    private async Task<string> SampleAsync(string token, string name)
    {
        var id = await fixture.CreateSecretAsync(token, "\"c4n4ry-1\"", name);
        for (var version = 2; version <= 5; version++)
        {
            await fixture.CreateVersionAsync(token, id, $"\"c4n4ry-{version}\"");
        }

        await fixture.ChangeAsync(token, id, """{"description":"of the app","tags":{"team":"blue"},"expires_at":"2027-06-01T00:00:00Z"}""");
        await fixture.MoveAsync(token, id, 2, "DeactivateSecretVersion");
        await fixture.MoveAsync(token, id, 3, "DestroySecretVersion");
        Assert.Equal(200, (await fixture.MoveAsync(token, id, 4, "ScheduleSecretVersionDestruction", fixture.Time.GetUtcNow().AddDays(10))).Status);
        return id;
    }
}
