using System.Text;
using Haneul.ApiTests.Access.Secrets;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;
using Haneul.Security.CloudTrail;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>What is special in the events of some calls.</summary>
public sealed class EventOfCallTests(WalkWorld world) : IClassFixture<WalkWorld>
{
    [Fact]
    public async Task A_request_id_of_the_caller_leads_to_all_events_of_the_call()
    {
        var (a, b) = (await world.Place.MakeAsync("secret", Standing.Owner, "fresh"), await world.Place.MakeAsync("secret", Standing.Owner, "fresh"));
        var before = await TrailReading.LastAsync(world);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/haneul/v1/secrets-manager/values")
        {
            Content = new StringContent($$$"""{"values":{"secrets":[{"id":"{{{a.Id}}}"},{"id":"{{{b.Id}}}"}]}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Auth-Token", world.Keeper.Token);
        request.Headers.Add("X-Request-Id", "nightly-run/17");

        using var response = await world.Http.SendAsync(request);

        Assert.Equal("nightly-run/17", Assert.Single(response.Headers.GetValues("X-Request-Id")));
        var events = await TrailReading.AfterAsync(world, before);
        Assert.Equal(["nightly-run/17", "nightly-run/17"], events.Select(TrailReading.RequestIdOf));
    }

    [Theory]
    [InlineData("GET", "/secrets-manager/api/v1/nothing", 404)]
    [InlineData("PUT", "/secrets-manager/api/v1/secrets", 405)]
    [InlineData("GET", "/nowhere", 404)]
    public async Task What_is_no_operation_leaves_no_event(string method, string path, int status)
    {
        var before = await TrailReading.LastAsync(world);

        Assert.Equal(status, (await world.CallAsync(new HttpMethod(method), path, world.Keeper.Token)).Status);

        Assert.Empty(await TrailReading.AfterAsync(world, before));
    }

    [Fact]
    public async Task An_operation_that_is_not_built_leaves_one()
    {
        var seen = Assert.Single(await EventsAsync(() => world.CallAsync(HttpMethod.Get, "/vpc/api/v1/vpcs", world.Keeper.Token)));

        Assert.Equal((501, (int)TrailResult.Failed, world.Keeper.UserId), (seen.Status, seen.Result, seen.Actor.UserId));
    }

    [Fact]
    public async Task Who_is_kept_from_a_secret_by_an_access_rule_is_found_by_the_secret()
    {
        var secret = await world.Place.LastingAsync("secret", Standing.Open);
        var ruled = await world.RuledAsync();

        var seen = Assert.Single(await EventsAsync(() => world.CallAsync(HttpMethod.Get, $"/api/v1/secrets/{secret.Id}/versions/value", ruled.Token)));

        Assert.Equal((secret.Id, 403), (TrailReading.ResourceIdOf(seen), seen.Status));
        Assert.Equal("""{"error_code":"OutsideAccessRules"}""", seen.AdditionalInfo);
    }

    [Fact]
    public async Task A_new_password_and_a_new_address_of_a_user_have_events_of_their_own()
    {
        var user = await world.CreatePersonaAsync(world.Bootstrap.ProjectId, "project_reader");
        var admin = await world.AdminTokenAsync();

        var events = await EventsAsync(() => world.CallAsync(
            HttpMethod.Patch, $"/identity/v3/users/{user.UserId}", admin, """{"user":{"password":"Another-Passw0rd-1","email":"new@example.org","description":"d"}}"""));

        Assert.Equal(
            [("Update User", "User"), ("User Email Update", "User"), ("User Password Reset", "Auth")],
            events.Select(static each => (each.Kind.EventName, each.Kind.ResourceType)).Order());
        Assert.All(events, each => Assert.Equal(user.UserId, TrailReading.ResourceIdOf(each)));
        Assert.Single(events.Select(TrailReading.RequestIdOf).Distinct());
    }

    [Fact]
    public async Task The_end_of_an_organisation_is_seen_in_that_of_whoever_ended_it()
    {
        var admin = await world.AdminTokenAsync();
        var (_, made) = await world.CallAsync(HttpMethod.Post, "/identity/v3/domains", admin, $$$"""{"domain":{"name":"{{{world.NewName()}}}","enabled":false}}""");
        var id = made.GetProperty("domain").GetProperty("id").GetString()!;

        var seen = Assert.Single(await EventsAsync(() => world.CallAsync(HttpMethod.Delete, $"/identity/v3/domains/{id}", admin)));

        Assert.Equal(("Delete Domain", id, world.Bootstrap.DomainId), (seen.Kind.EventName, TrailReading.ResourceIdOf(seen), seen.Scope.DomainId));
    }

    private async Task<IReadOnlyList<StoredEvent>> EventsAsync<T>(Func<Task<T>> call)
    {
        var before = await TrailReading.LastAsync(world);
        await call();
        return await TrailReading.AfterAsync(world, before);
    }
}
