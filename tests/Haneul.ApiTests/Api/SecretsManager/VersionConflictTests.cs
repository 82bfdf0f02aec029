using Haneul.Kernel.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>A server whose calls do not wait for each other's turn, as calls to two nodes on one database do not.</summary>
public sealed class WithoutTurnsFixture : SecretsFixture
{
    protected override void ReplaceServices(IServiceCollection services) => services.AddTransient<VersionTurns>();
}

public sealed class VersionConflictTests(WithoutTurnsFixture fixture) : IClassFixture<WithoutTurnsFixture>
{
    // A try fails only when another call has made a version, so 16 calls need at most 16 tries each.
    [Fact]
    public async Task Calls_that_take_the_same_number_try_again_and_all_succeed()
    {
        for (var round = 0; round < 5; round++)
        {
            var id = await fixture.CreateSecretAsync(fixture.Token, "0");
            var numbers = await Task.WhenAll(Enumerable.Range(0, 16).Select(value => fixture.CreateVersionAsync(fixture.Token, id, $"{value}")));

            Assert.Equal(Enumerable.Range(2, 16), numbers.Order());
            var events = await fixture.EventsOfAsync(fixture.Token, id);
            Assert.Equal(17, events.Count);
            Assert.Equal(
                Enumerable.Range(1, 17).Select(number => $"{number}").Order(StringComparer.Ordinal),
                events.Select(each => each.GetProperty("additional_info").GetProperty("version").GetString()!).Order(StringComparer.Ordinal));
        }
    }
}
