using Haneul.ApiTests.Api.Iam.Assignments;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.Roles;

/// <summary>What a start does about the roles of the role table. Each test damages the database and so has a server of its own.</summary>
public sealed class BuiltInRolesTests : IAsyncLifetime
{
    private readonly ApiFixture _fixture = new();

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_database_from_before_implications_gets_them_at_the_next_start()
    {
        var rows = new IamRows(_fixture);
        await rows.ExecuteAsync($"DELETE FROM iam_role_implications");
        await rows.ExecuteAsync($"DELETE FROM iam_roles WHERE name = 'pubsub_publisher'");
        Assert.False(await AreCompleteAsync());

        await _fixture.RestartAsync();

        Assert.True(await AreCompleteAsync());
        var roles = await _fixture.RolesOfAsync(await _fixture.SignInAsync());
        Assert.Contains("project_reader", roles!);
    }

    [Fact]
    public async Task What_was_added_by_hand_survives_a_start()
    {
        var rows = new IamRows(_fixture);
        var (role, ofOrganisation) = (await rows.RoleAsync(), await rows.RoleAsync("default"));
        await rows.ExecuteAsync($"UPDATE iam_roles SET name = 'pubsub_publisher', name_key = 'PUBSUB_PUBLISHER' WHERE id = {ofOrganisation}");
        await rows.ImplyAsync(await _fixture.RoleIdAsync("reader"), role);
        await rows.ExecuteAsync($"DELETE FROM iam_role_implications WHERE implied_id = {await _fixture.RoleIdAsync("reader")}");

        await _fixture.RestartAsync();

        var left = await Database.ReadAsync(session => RoleDirectory.ReadAsync(session, epoch: 0));
        Assert.Equal([role], left.ImpliedBy(left.FindByName("reader")!.Id).Select(implied => implied.Id));
        Assert.NotNull(left.FindById(ofOrganisation));
        Assert.True(await AreCompleteAsync());
    }

    [Fact]
    public async Task A_role_made_by_hand_does_not_become_a_built_in_one_in_its_sleep()
    {
        var rows = new IamRows(_fixture);
        await rows.ExecuteAsync($"UPDATE iam_roles SET is_built_in = 0 WHERE name = 'pubsub_publisher'");
        var builtIn = _fixture.Services.GetRequiredService<BuiltInRoles>();

        var refusal = await Assert.ThrowsAsync<StorageRefusedException>(async () => await Database.WriteAsync(async transaction =>
        {
            await builtIn.SeedAsync(transaction);
            return true;
        }));

        Assert.Contains("pubsub_publisher", refusal.Message, StringComparison.Ordinal);
    }

    private IDatabase Database => _fixture.Services.GetRequiredService<IDatabase>();

    private async Task<bool> AreCompleteAsync() => await Database.ReadAsync(_fixture.Services.GetRequiredService<BuiltInRoles>().AreCompleteAsync);
}
