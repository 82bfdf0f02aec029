using System.Net;
using Haneul.Security.Kms.Rotation;

namespace Haneul.ApiTests.WebConsole.Keys;

/// <summary>Service keys and their rotation.</summary>
public sealed class ServiceKeyPagesTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string SecretsManager = "/keys/service-keys/secrets-manager";

    [Fact]
    public async Task A_project_without_service_keys_is_told_when_one_is_made()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.Browser.GoAsync("/keys/service-keys");
        Assert.Contains("No service keys yet", world.Browser.Text, StringComparison.Ordinal);

        await world.Browser.GoAsync(SecretsManager);
        Assert.Equal(HttpStatusCode.NotFound, world.Browser.Status);
    }

    [Fact]
    public async Task A_service_key_is_rotated_and_its_progress_is_shown()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await fixture.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", world.Person.Token, """{"secret":{"name":"db","secret_data":"1"}}""");
        await world.Browser.GoAsync("/keys/service-keys");
        Assert.Equal(SecretsManager, world.Browser.Html.QuerySelector("td a")!.GetAttribute("href"));

        await world.Browser.GoAsync(SecretsManager + "/rotate");
        await world.DoneAsync();
        Assert.Contains("The key of secrets-manager is being rotated.", world.Browser.Text, StringComparison.Ordinal);

        // The passes over the data keys follow each other at a distance.
        await fixture.RunDueJobsAsync();
        fixture.Time.Advance(RewrapServiceJob.SecondPassAfter);
        await fixture.RunDueJobsAsync();
        await world.Browser.GoAsync(SecretsManager);
        Assert.Contains("Finished", world.Browser.Text, StringComparison.Ordinal);
        Assert.Contains("1 of 1", world.Browser.Text, StringComparison.Ordinal);
    }
}
