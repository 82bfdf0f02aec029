using System.Text.Json;

namespace Haneul.EndToEndTests.Clients;

/// <summary>The stock auth_token middleware, in front of a service that knows nothing of us, asks us who is calling.</summary>
[Collection(ClientsFixture.Collection)]
public sealed class AuthTokenMiddlewareTests(ClientsFixture fixture)
{
    [Fact]
    public async Task A_valid_token_passes_and_the_service_sees_its_user_project_and_roles()
    {
        var user = await fixture.CreateUserAsync("mid-valid");
        await fixture.Admin.ShowsAsync("role create mid-second");
        await fixture.Admin.DoesAsync("role add --user mid-valid --project mid-valid-project mid-second");
        using var service = await ProtectedService.StartAsync(fixture, "thing");

        var (status, caller) = await service.CallAsync(await TokenAsync(user.Shell));

        Assert.Equal(200, status);
        Assert.Equal(user.Id, Header(caller, "X-USER-ID"));
        Assert.Equal("mid-valid", Header(caller, "X-USER-NAME"));
        Assert.Equal("default", Header(caller, "X-USER-DOMAIN-ID"));
        Assert.Equal(user.ProjectId, Header(caller, "X-PROJECT-ID"));
        Assert.Equal("mid-valid-project", Header(caller, "X-PROJECT-NAME"));
        Assert.Equal(["mid-second", "mid-valid-role"], Header(caller, "X-ROLES")!.Split(',').Order(StringComparer.Ordinal));
        Assert.Equal("Confirmed", Header(caller, "X-IDENTITY-STATUS"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("garbage")]
    [InlineData("gAAAAABn")]
    public async Task No_token_and_garbage_are_401(string? token)
    {
        using var service = await ProtectedService.StartAsync(fixture, "thing");

        Assert.Equal(401, (await service.CallAsync(token)).Status);
    }

    [Fact]
    public async Task A_revoked_token_and_the_token_of_a_disabled_user_are_401()
    {
        var user = await fixture.CreateUserAsync("mid-revoked");
        var revoked = await TokenAsync(user.Shell);
        var other = await TokenAsync(user.Shell);
        using var service = await ProtectedService.StartAsync(fixture, "thing");
        Assert.Equal(200, (await service.CallAsync(revoked)).Status);

        await user.Shell.DoesAsync($"token revoke {revoked}");
        Assert.Equal(401, (await service.CallAsync(revoked)).Status);
        Assert.Equal(200, (await service.CallAsync(other)).Status);

        await fixture.Admin.DoesAsync("user set --disable mid-revoked");
        Assert.Equal(401, (await service.CallAsync(other)).Status);
    }

    [Fact]
    public async Task A_key_with_access_rules_is_admitted_for_its_path_and_method_only()
    {
        const string Type = "thing-with-rules";
        const string Secret = "a-secret-of-my-own";
        var user = await fixture.CreateUserAsync("mid-rules");
        await fixture.Admin.ShowsAsync($"service create {Type}");
        await fixture.Admin.ShowsAsync($"endpoint create {Type} public http://127.0.0.1/thing");
        var key = await user.Shell.ShowsAsync($"application credential create --secret {Secret} --access-rules [{{\"service\":\"{Type}\",\"method\":\"GET\",\"path\":\"/allowed/*\"}}] key");
        var token = await TokenAsync(user.Shell.With(
            ("auth-type", "v3applicationcredential"), ("application-credential-id", key.GetProperty("id").GetString()!), ("application-credential-secret", Secret)));
        using var service = await ProtectedService.StartAsync(fixture, Type);

        Assert.Equal(200, (await service.CallAsync(token, "/allowed/one")).Status);
        Assert.Equal(401, (await service.CallAsync(token, "/allowed/one", "POST")).Status);
        Assert.Equal(401, (await service.CallAsync(token, "/allowed/one/deeper")).Status);
        Assert.Equal(401, (await service.CallAsync(token, "/other")).Status);

        using var otherService = await ProtectedService.StartAsync(fixture, "thing");
        Assert.Equal(401, (await otherService.CallAsync(token, "/allowed/one")).Status);
    }

    private static async Task<string> TokenAsync(OpenStackPersona shell) => (await shell.ShowsAsync("token issue")).GetProperty("id").GetString()!;

    private static string? Header(JsonElement caller, string name) => caller.TryGetProperty(name, out var value) ? value.GetString() : null;
}
