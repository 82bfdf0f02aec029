using Haneul.ApiTests.Api.Iam.SecondFactors;
using Haneul.ApiTests.Infrastructure;
using Haneul.Security.CloudTrail;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam;

/// <summary>What the trail tells of tokens that the console gets and ends, and of the same calls through the API.</summary>
public sealed class ConsoleSignInEventTests(ConsoleSignInEventTests.ConsoleFixture console, ApiFixture api)
    : IClassFixture<ConsoleSignInEventTests.ConsoleFixture>, IClassFixture<ApiFixture>
{
    [Fact]
    public async Task In_the_console_people_log_in_choose_a_project_and_log_out()
    {
        var persona = await console.CreatePersonaAsync(await console.CreateProjectAsync(), "project_member");
        var events = await WalkAsync(console, persona);

        Assert.Equal(["Console Login Fail", "Console Login", "Choose Project", "Revoke Token", "Console Logout", "Issue Token"], events.Select(static told => told.Kind.EventName));
        Assert.All(events, static told => Assert.Equal(("IAM", "IAM"), (told.Kind.ServiceName, told.Kind.SourceService)));
        Assert.Equal(["Auth", "Auth", "Auth", "Token", "Auth", "Token"], events.Select(static told => told.Kind.ResourceType));
        Assert.Equal(["", "", persona.ProjectId, "", "", ""], events.Select(static told => told.Scope.ProjectId));
        Assert.Equal([persona.UserId, persona.UserId, persona.ProjectId], events.Take(3).Select(TrailReading.ResourceIdOf));
        Assert.Equal(persona.UserId, TrailReading.ResourceIdOf(events[4]));
        Assert.Equal([401, 201, 201, 204, 204, 401], events.Select(static told => told.Status));
    }

    [Fact]
    public async Task Through_the_API_tokens_are_issued_and_revoked()
    {
        var persona = await api.CreatePersonaAsync(await api.CreateProjectAsync(), "project_member");
        var events = await WalkAsync(api, persona);

        Assert.Equal(["Issue Token", "Issue Token", "Issue Token", "Revoke Token", "Revoke Token", "Issue Token"], events.Select(static told => told.Kind.EventName));
        Assert.All(events, static told => Assert.Equal(("OpenAPI", "Token", ""), (told.Kind.ServiceName, told.Kind.ResourceType, told.Scope.ProjectId)));
    }

    [Fact]
    public async Task A_passcode_that_is_still_to_come_is_no_failed_login_and_a_wrong_one_is()
    {
        var user = await FactorUser.CreateWithFactorAsync(console);
        var place = await TrailReading.LastAsync(console);
        await console.CallAsync(HttpMethod.Post, IamRequests.Tokens, null, IamRequests.ByPassword($$"""{"id":"{{user.Persona.UserId}}","password":"{{user.Persona.Password}}"}""", null));
        await user.TryAsync(user.WrongPasscode());
        await user.TryAsync(user.Passcode());

        Assert.Equal(["Issue Token", "Console Login Fail", "Console Login"], (await OfAsync(console, user.Persona.UserId, place)).Select(static told => told.Kind.EventName));
    }

    [Fact]
    public async Task An_access_key_is_no_login_even_there()
    {
        var persona = await console.CreatePersonaAsync(await console.CreateProjectAsync(), "project_member");
        var place = await TrailReading.LastAsync(console);
        await console.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);

        Assert.Equal("Issue Token", Assert.Single(await OfAsync(console, persona.UserId, place)).Kind.EventName);
    }

    private static async Task<List<StoredEvent>> WalkAsync(ApiFixture fixture, Persona persona)
    {
        var place = await TrailReading.LastAsync(fixture);
        string ByPassword(string password) => IamRequests.ByPassword($$"""{"id":"{{persona.UserId}}","password":"{{password}}"}""", null);
        Assert.Equal(401, (await fixture.CallAsync(HttpMethod.Post, IamRequests.Tokens, null, ByPassword("wrong-password"))).Status);
        var session = await TokenAsync(fixture, ByPassword(persona.Password));
        string ForProject(string projectId) =>
            $$$$$"""{"auth":{"identity":{"methods":["token"],"token":{"id":"{{{{{session}}}}}"}},"scope":{"project":{"id":"{{{{{projectId}}}}}"}}}}""";
        var inProject = await TokenAsync(fixture, ForProject(persona.ProjectId));
        using var other = await fixture.OnTokenAsync(HttpMethod.Delete, session, inProject);
        Assert.Equal(204, (int)other.StatusCode);
        using var own = await fixture.OnTokenAsync(HttpMethod.Delete, session, session);
        Assert.Equal(204, (int)own.StatusCode);

        // For a project that the user may not enter.
        session = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var events = await OfAsync(fixture, persona.UserId, place);
        place = await TrailReading.LastAsync(fixture);
        Assert.Equal(401, (await fixture.CallAsync(HttpMethod.Post, IamRequests.Tokens, null, ForProject(await fixture.CreateProjectAsync()))).Status);
        return [.. events.SkipLast(1), .. await OfAsync(fixture, persona.UserId, place)];
    }

    private static async Task<string> TokenAsync(ApiFixture fixture, string body)
    {
        using var response = await fixture.IssueAsync(body);
        Assert.Equal(201, (int)response.StatusCode);
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }

    private static async Task<List<StoredEvent>> OfAsync(ApiFixture fixture, string userId, long after) =>
        [.. (await TrailReading.AfterAsync(fixture, after)).Where(told => told.Actor.UserId == userId)];

    /// <summary>A server all of whose calls come from the console.</summary>
    public sealed class ConsoleFixture : ApiFixture
    {
        protected override void ReplaceServices(IServiceCollection services)
        {
            base.ReplaceServices(services);
            services.AddSingleton<IStartupFilter, ConsoleCalls>();
        }
    }
}
