using static Haneul.ApiTests.Api.Kms.Versions.KeyVersionsFixture;

namespace Haneul.ApiTests.Api.Kms.Versions;

/// <summary>Access control over everything about versions: owner and listed yes, everybody else of the project no.</summary>
public sealed class KeyVersionAccessTests(KeyVersionsFixture fixture) : IClassFixture<KeyVersionsFixture>
{
    public static TheoryData<string, string, string, string?> Operations() => new()
    {
        { "UpdateUserKeyRotation", "PATCH", "/rotation", """{"key":{"rotation_period":30}}""" },
        { "CreateKeyVersion", "POST", "/versions", null },
        { "ListKeyVersions", "GET", "/versions", null },
        { "DeactivateKeyVersion", "PATCH", "/versions/1/deactivate", null },
        { "ScheduleKeyVersionDestruction", "PATCH", "/versions/1/schedule-destroy", """{"version":{"destruction_scheduled_at":"AT"}}""" },
        { "BulkScheduleKeyVersionDestruction", "PATCH", "/versions/schedule-destroy", """{"versions":{"versions":[1],"destruction_scheduled_at":"AT"}}""" },
        { "CancelScheduledKeyVersionDestruction", "PATCH", "/versions/2/cancel-schedule-destroy", null },
        { "BulkCancelScheduledKeyVersionDestruction", "PATCH", "/versions/cancel-schedule-destroy", """{"versions":{"versions":[2]}}""" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Only_the_owner_and_those_on_the_list_get_through_where_access_control_is_on(string operation, string method, string path, string? json)
    {
        var listed = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_manager");
        var stranger = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_manager");
        var at = fixture.Time.GetUtcNow() + TimeSpan.FromDays(1);
        foreach (var isControlled in new[] { false, true })
        {
            foreach (var (caller, isLetIn) in new[] { (fixture.Admin, true), (listed, true), (stranger, !isControlled) })
            {
                var id = await fixture.NewKeyAsync(more: isControlled ? $$""","access_target_ids":["{{listed.UserId}}"]""" : "", isAccessControlled: isControlled);
                await fixture.NewVersionAsync(id);
                await fixture.ScheduleAsync(id, 2, at);

                var (status, body) = await fixture.CallKmsAsync(
                    operation, new HttpMethod(method), $"/{id}{path}", json?.Replace("AT", at.ToString("O"), StringComparison.Ordinal), caller.Token);

                Assert.Equal(isLetIn ? operation == "CreateKeyVersion" ? 201 : 200 : 403, status);
                if (!isLetIn)
                {
                    Assert.Equal("KeyAccessDenied", CodeOf(body));
                    Assert.Equal([(1, "ACTIVE", false), (2, "DEACTIVATED", true)], await fixture.VersionsAsync(id));
                }
            }
        }
    }

    [Fact]
    public async Task Who_is_not_let_at_a_key_does_not_learn_which_versions_it_has()
    {
        var id = await fixture.NewKeyAsync(isAccessControlled: true);
        var stranger = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_manager");

        var (status, _) = await fixture.CallKmsAsync("DeactivateKeyVersion", HttpMethod.Patch, $"/{id}/versions/77/deactivate", token: stranger.Token);

        Assert.Equal(403, status);
    }
}
