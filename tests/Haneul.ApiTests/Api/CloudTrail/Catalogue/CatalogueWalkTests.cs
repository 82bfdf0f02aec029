using Haneul.Kernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>
/// Walks the catalogue of operations: each, allowed, refused and spoiled, makes exactly the events that docs/generated/events.md says, and tells what it must and nothing
/// that it must not.
/// </summary>
public sealed class CatalogueWalkTests(WalkWorld world) : IClassFixture<WalkWorld>
{
    [Fact]
    public void Every_operation_has_a_request()
    {
        var operations = world.Services.GetRequiredService<OperationCatalogue>().Operations.Select(static operation => operation.Name);

        Assert.Equal(operations.Order(StringComparer.Ordinal), world.Rows.Select(static row => row.Operation).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_call_that_succeeds_makes_the_events_of_the_page() => await WalkAsync(static async row => await row.AllowedAsync());

    [Fact]
    public async Task A_call_that_is_refused_makes_one_event_that_says_why() => await WalkAsync(static async row => await row.RefusedAsync());

    [Fact]
    public async Task A_call_that_is_wrong_makes_one_event_that_says_why() => await WalkAsync(static async row => (await row.StandingAsync())?.Spoil());

    private async Task WalkAsync(Func<WalkRow, Task<WalkRequest?>> make)
    {
        var check = new WalkCheck(world);
        var wrong = new List<string>();
        var calls = 0;
        foreach (var row in world.Rows)
        {
            if (await make(row) is { } request)
            {
                calls++;
                wrong.AddRange(await check.TryAsync(request));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(calls > 150, $"Only {calls} calls were made.");
        await AssertKeepsNothingSecretAsync();
    }

    /// <summary>Whatever was planted in bodies, queries and headers, and every token, is in no column of any table of the trail.</summary>
    private async Task AssertKeepsNothingSecretAsync()
    {
        var texts = await TrailTables.TextsAsync(world);
        Assert.True(texts.Count > 100);
        string[] secrets =
        [
            WalkRequest.Canary, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(WalkRequest.Canary))[..^4], world.Keeper.Token!, world.Stranger.Token!,
            (await world.RuledAsync()).Token!, world.Bootstrap.Password, world.Bootstrap.AccessKeySecret,
        ];
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.Ordinal));
        }

        // The search itself must be able to find something.
        Assert.Contains(texts, static text => text.Contains(WalkRequest.UserAgent, StringComparison.Ordinal));
    }
}
