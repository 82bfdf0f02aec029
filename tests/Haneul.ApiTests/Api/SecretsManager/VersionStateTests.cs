using System.Text.Json;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class VersionStateTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    public static TheoryData<string, string, string> Moves => new()
    {
        { "Active", "ActivateSecretVersion", "" },
        { "Active", "DeactivateSecretVersion", "Deactivated" },
        { "Active", "ScheduleSecretVersionDestruction", "Scheduled" },
        { "Active", "CancelScheduledSecretVersionDestruction", "" },
        { "Active", "DestroySecretVersion", "Destroyed" },
        { "Deactivated", "ActivateSecretVersion", "Active" },
        { "Deactivated", "DeactivateSecretVersion", "" },
        { "Deactivated", "ScheduleSecretVersionDestruction", "Scheduled" },
        { "Deactivated", "CancelScheduledSecretVersionDestruction", "" },
        { "Deactivated", "DestroySecretVersion", "Destroyed" },
        { "Scheduled", "ActivateSecretVersion", "" },
        { "Scheduled", "DeactivateSecretVersion", "" },
        { "Scheduled", "ScheduleSecretVersionDestruction", "Scheduled" },
        { "Scheduled", "CancelScheduledSecretVersionDestruction", "Deactivated" },
        { "Scheduled", "DestroySecretVersion", "Destroyed" },
        { "Destroyed", "ActivateSecretVersion", "" },
        { "Destroyed", "DeactivateSecretVersion", "" },
        { "Destroyed", "ScheduleSecretVersionDestruction", "" },
        { "Destroyed", "CancelScheduledSecretVersionDestruction", "" },
        { "Destroyed", "DestroySecretVersion", "" },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task Each_step_leads_from_where_it_is_allowed_to_where_it_says_and_is_409_elsewhere(string from, string operationId, string to)
    {
        var id = await InStateAsync(from);
        var before = await StandAsync(id);
        var (status, body) = await fixture.MoveAsync(fixture.Token, id, 1, operationId);

        if (to.Length == 0)
        {
            Assert.Equal(409, status);
            Assert.Equal("SecretVersionStateConflict", CodeOf(body));
            Assert.Contains(from == "Scheduled" ? "is scheduled for destruction," : $"is {from},", MessageOf(body), StringComparison.Ordinal);
            Assert.Equal(before, await StandAsync(id));
            return;
        }

        Assert.Equal(operationId == "DestroySecretVersion" ? 204 : 200, status);
        Assert.Equal(to, await StateAsync(id));
        if (status == 200)
        {
            Assert.Equal(body.GetProperty("version").GetRawText(), (await fixture.VersionsAsync(fixture.Token, id))[0].GetRawText());
        }
    }

    [Fact]
    public async Task A_deactivated_version_is_not_read_until_it_is_activated_again()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"kept\"");
        await fixture.MoveAsync(fixture.Token, id, 1, "DeactivateSecretVersion");

        var (status, body) = await fixture.CallAsync("GetSecretDefaultVersion", HttpMethod.Get, $"/{id}/versions/value", fixture.Token, address: ContractAddress);
        Assert.Equal(409, status);
        Assert.Equal("SecretVersionNotActive", CodeOf(body));

        await fixture.MoveAsync(fixture.Token, id, 1, "ActivateSecretVersion");
        Assert.Equal("kept", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Fact]
    public async Task The_secret_follows_its_versions()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.CreateVersionAsync(fixture.Token, id, "2");
        await AssertSecretAsync(id, "Active", count: 2, isDeletionAllowed: false);

        await fixture.MoveAsync(fixture.Token, id, 2, "DeactivateSecretVersion");
        await AssertSecretAsync(id, "Active", count: 2, isDeletionAllowed: false);
        await fixture.MoveAsync(fixture.Token, id, 1, "DestroySecretVersion");
        await AssertSecretAsync(id, "Deactivated", count: 1, isDeletionAllowed: false);
        await fixture.MoveAsync(fixture.Token, id, 2, "ActivateSecretVersion");
        await AssertSecretAsync(id, "Active", count: 1, isDeletionAllowed: false);
        await fixture.MoveAsync(fixture.Token, id, 2, "DestroySecretVersion");
        await AssertSecretAsync(id, "Deactivated", count: 0, isDeletionAllowed: true);

        // Numbers are never given twice.
        Assert.Equal(3, await fixture.CreateVersionAsync(fixture.Token, id, "3"));
        await AssertSecretAsync(id, "Active", count: 1, isDeletionAllowed: false);
    }

    [Theory]
    [InlineData("ActivateSecretVersion")]
    [InlineData("DeactivateSecretVersion")]
    [InlineData("DestroySecretVersion")]
    [InlineData("ScheduleSecretVersionDestruction")]
    [InlineData("CancelScheduledSecretVersionDestruction")]
    public async Task What_is_not_there_is_404_and_another_projects_secret_is_not_there(string operationId)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);

        var (status, body) = await fixture.MoveAsync(fixture.Token, id, 2, operationId);
        Assert.Equal(404, status);
        Assert.Equal("SecretVersionNotFound", CodeOf(body));
        (status, body) = await fixture.MoveAsync(fixture.OtherToken, id, 1, operationId);
        Assert.Equal(404, status);
        Assert.Equal("SecretNotFound", CodeOf(body));
        (status, body) = await fixture.MoveAsync(fixture.Token, "no-such", 1, operationId);
        Assert.Equal(404, status);
        Assert.Equal("SecretNotFound", CodeOf(body));
        Assert.Equal("Active", await StateAsync(id));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("01")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("2147483648")]
    public async Task A_version_that_cannot_be_one_is_400(string version)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await fixture.CallAsync("DestroySecretVersion", HttpMethod.Patch, $"/{id}/versions/{version}/destroy", fixture.Token);
        Assert.Equal(400, status);
        Assert.Contains("version: must be a whole number", MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_equal_steps_at_once_one_is_made()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => fixture.MoveAsync(fixture.Token, id, 1, "DestroySecretVersion")));

        Assert.Single(answers, answer => answer.Status == 204);
        Assert.Equal(11, answers.Count(answer => answer.Status == 409));
        await AssertSecretAsync(id, "Deactivated", count: 0, isDeletionAllowed: true);
    }

    [Fact]
    public async Task Steps_and_new_versions_at_once_keep_the_counts_right()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        for (var version = 2; version <= 8; version++)
        {
            await fixture.CreateVersionAsync(fixture.Token, id, $"{version}");
        }

        await Task.WhenAll(Enumerable.Range(1, 8).Select(version => (Task)fixture.MoveAsync(fixture.Token, id, version, version % 2 == 0 ? "DestroySecretVersion" : "DeactivateSecretVersion"))
            .Concat(Enumerable.Range(0, 4).Select(value => (Task)fixture.CreateVersionAsync(fixture.Token, id, $"{value}"))));

        var versions = await fixture.VersionsAsync(fixture.Token, id);
        Assert.Equal(12, versions.Count);
        Assert.Equal(4, versions.Count(version => version.GetProperty("status").GetString() == "Active"));
        await AssertSecretAsync(id, "Active", count: 8, isDeletionAllowed: false);
    }

    private async Task<string> InStateAsync(string state)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        if (state != "Active")
        {
            await fixture.MoveAsync(fixture.Token, id, 1, state switch
            {
                "Deactivated" => "DeactivateSecretVersion",
                "Scheduled" => "ScheduleSecretVersionDestruction",
                _ => "DestroySecretVersion",
            });
        }

        Assert.Equal(state, await StateAsync(id));
        return id;
    }

    private async Task<string> StateAsync(string id)
    {
        var version = (await fixture.VersionsAsync(fixture.Token, id))[0];
        var status = version.GetProperty("status").GetString()!;
        return version.GetProperty("resolved_destruction_at").ValueKind == JsonValueKind.Null ? status : status == "Deactivated" ? "Scheduled" : "impossible";
    }

    /// <summary>Everything that is shown of a secret and its versions.</summary>
    private async Task<string> StandAsync(string id) =>
        (await fixture.SecretAsync(fixture.Token, id)).GetRawText() + string.Concat((await fixture.VersionsAsync(fixture.Token, id)).Select(version => version.GetRawText()));

    private async Task AssertSecretAsync(string id, string status, int count, bool isDeletionAllowed)
    {
        var secret = await fixture.SecretAsync(fixture.Token, id);
        Assert.Equal(status, secret.GetProperty("status").GetString());
        Assert.Equal(count, secret.GetProperty("version_count").GetInt32());
        Assert.Equal(isDeletionAllowed, secret.GetProperty("is_deletion_allowed").GetBoolean());
    }
}
