using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Access.Delegation;

/// <summary>What is made with a project while it is being deleted: made before and gone with it, or refused; never half there and never an error of the server.</summary>
public sealed class ProjectRemovalRaceTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task With_a_project_go_the_tokens_for_it()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        Assert.NotEqual(0, await TokensOfAsync(user.Persona.ProjectId));

        Assert.Equal(204, await DeleteAsync(user.Persona.ProjectId));

        Assert.Equal(0, await TokensOfAsync(user.Persona.ProjectId));
    }

    [Fact]
    public async Task Keys_and_trusts_for_a_project_that_goes_are_made_before_or_not_at_all()
    {
        for (var round = 0; round < 5; round++)
        {
            var user = await KeyedUser.CreateAsync(fixture, "project_admin");
            var statuses = await Task.WhenAll(
                MakeKeyAsync(user, "one"), TrustAsync(user), DeleteAsync(user.Persona.ProjectId), MakeKeyAsync(user, "two"), TrustAsync(user));

            Assert.Equal(204, statuses[2]);
            Assert.All([statuses[0], statuses[1], statuses[3], statuses[4]], static status => Assert.Contains(status, (int[])[201, 401]));
        }
    }

    [Fact]
    public async Task A_request_token_for_a_project_that_goes_is_made_before_or_not_at_all()
    {
        var consumer = await OAuthConsumer.CreateAsync(fixture);
        for (var round = 0; round < 5; round++)
        {
            var project = await fixture.CreateProjectAsync();
            var statuses = await Task.WhenAll(AskAsync(consumer, project), AskAsync(consumer, project), DeleteAsync(project), AskAsync(consumer, project));

            Assert.Equal(204, statuses[2]);
            Assert.All([statuses[0], statuses[1], statuses[3]], static status => Assert.Contains(status, (int[])[201, 404]));
        }
    }

    private ValueTask<long> TokensOfAsync(string projectId) => fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM iam_tokens WHERE project_id = {projectId}", static row => row.GetInt64(0)));

    private async Task<int> MakeKeyAsync(KeyedUser user, string name) => (await user.AskAsync(user.Password, name)).Status;

    private async Task<int> TrustAsync(KeyedUser user) => (await fixture.TrustAsync(user.Password, user.Persona, fixture.Bootstrap.UserId, ["project_admin"])).Status;

    private Task<int> DeleteAsync(string projectId) => fixture.AsAdminAsync(HttpMethod.Delete, $"/identity/v3/projects/{projectId}");

    private static async Task<int> AskAsync(OAuthConsumer consumer, string projectId)
    {
        using var response = await consumer.PostAsync(OAuthConsumer.RequestToken, consumer.Sign(OAuthConsumer.RequestToken), projectId);
        return (int)response.StatusCode;
    }
}
