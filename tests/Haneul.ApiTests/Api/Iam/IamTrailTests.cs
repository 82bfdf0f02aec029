using System.Collections.Concurrent;
using System.Text.Json;
using Haneul.ApiTests.Api.Iam.Tokens;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam;

/// <summary>What IAM's calls leave on the trail.</summary>
public sealed class IamTrailTests(IamTrailTests.TrailFixture fixture) : IClassFixture<IamTrailTests.TrailFixture>
{
    [Fact]
    public async Task A_sign_in_is_an_event_of_the_organisation_whether_it_works_or_not()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        fixture.Events.Clear();
        await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        using var wrong = await fixture.IssueAsync(IamRequests.ByKeyId(persona.AccessKeyId, "wrong-secret"));
        using var unknown = await fixture.IssueAsync(IamRequests.ByKeyId(IamRequests.NoId, "wrong-secret"));
        using var password = await fixture.IssueAsync(IamRequests.ByPassword($$$$$$$"""{"id":"{{{{{{{persona.UserId}}}}}}}","password":"wrong-password"}""", null));

        var events = fixture.Events.ToArray();
        Assert.Equal([TrailResult.Success, TrailResult.Refused, TrailResult.Refused], events.Select(each => each.Result));
        Assert.All(events, each =>
        {
            Assert.Equal("Issue Token", each.Name);
            Assert.Equal("Token", each.ResourceType);
            Assert.Equal(TrailCategory.Organisation, each.Category);
            Assert.Equal("default", each.DomainId);
            Assert.Equal(persona.UserId, each.UserId);
            Assert.Equal(persona.UserName, each.UserName);
        });
        Assert.Equal([persona.AccessKeyId, persona.AccessKeyId, null], events.Select(each => each.CredentialId));
        Assert.Contains("\"audit_id\"", events[0].AdditionalInfo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_event_of_a_token_says_what_it_is_for_and_which_chain_it_belongs_to()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        await fixture.GiveAsync("user", persona.UserId, "domain", "default", "reader");
        await fixture.GiveAsync("user", persona.UserId, "system", "all", "reader");
        fixture.Events.Clear();
        var first = await fixture.ByPasswordAsync(persona, """{"domain":{"id":"default"}}""").TokenAsync();
        await fixture.ByTokenAsync(first, ScopeScenes.System).TokenAsync();
        using var delegated = await fixture.ByTokenAsync(persona.Token, "\"unscoped\"");
        using var unknown = await fixture.ByTokenAsync("garbage", "\"unscoped\"");

        var events = fixture.Events.ToArray();
        Assert.Equal([TrailResult.Success, TrailResult.Success, TrailResult.Refused], events.Select(each => each.Result));
        Assert.All(events, each => Assert.Equal(("Issue Token", persona.UserId, "default"), (each.Name, each.UserId, each.DomainId)));
        var (domain, system) = (JsonElement.Parse(events[0].AdditionalInfo!), JsonElement.Parse(events[1].AdditionalInfo!));
        Assert.Equal("default", domain.GetProperty("domain_id").GetString());
        Assert.Equal("password,token", system.GetProperty("method").GetString());
        Assert.Equal("all", system.GetProperty("system").GetString());
        Assert.Equal(domain.GetProperty("audit_id").GetString(), system.GetProperty("parent_audit_id").GetString());
        Assert.Equal(persona.AccessKeyId, events[2].CredentialId);
        Assert.DoesNotContain(first, string.Concat(events.Select(each => each.AdditionalInfo)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revocation_is_an_event_and_a_validation_is_none()
    {
        var token = await fixture.SignInAsync();
        fixture.Events.Clear();
        using var validated = await fixture.OnTokenAsync(HttpMethod.Get, token, token);
        using var validatedInVain = await fixture.OnTokenAsync(HttpMethod.Get, token, "garbage");
        using var revoked = await fixture.OnTokenAsync(HttpMethod.Delete, token, token);

        Assert.Equal("Revoke Token", Assert.Single(fixture.Events).Name);
    }

    [Fact]
    public async Task Changes_carry_the_names_of_the_catalogue()
    {
        fixture.Events.Clear();
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_admin");
        await fixture.UnassignRoleAsync(project, persona.UserId, "project_admin");
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/projects/{project}", await fixture.AdminTokenAsync(), """{"project":{"description":"x"}}""")).Status);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"/identity/v3/users/{persona.UserId}/application_credentials/{persona.AccessKeyId}", await fixture.AdminTokenAsync())).Status);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"/identity/v3/users/{persona.UserId}", await fixture.AdminTokenAsync())).Status);

        var changes = fixture.Events.Where(each => each.Method is not "GET" && each.Name is not "Issue Token").ToArray();
        Assert.Equal(
            ["Project Create", "User Add", "Project Member Assign", "User Access Key Create", "Project Member Unassign", "Project Update", "User Access Key Delete", "User Delete"],
            changes.Select(each => each.Name));
        Assert.Equal(
            ["Project", "User", "User", "Application Credential", "User", "Project", "Application Credential", "User"],
            changes.Select(each => each.ResourceType));
        Assert.Equal(
            [project, persona.UserId, persona.UserId, persona.AccessKeyId, persona.UserId, project, persona.AccessKeyId, persona.UserId],
            changes.Select(each => each.ResourceId));
        Assert.All(changes.Where(each => each.Category == TrailCategory.Project), each => Assert.Equal(project, each.ProjectId));
        Assert.Equal(["Project Member Assign", "Project Member Unassign"], changes.Where(each => each.Category == TrailCategory.Project).Select(each => each.Name));
    }

    [Fact]
    public async Task A_refused_call_is_an_event()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        fixture.Events.Clear();
        using var refused = await fixture.SendAsync(HttpMethod.Get, "/identity/v3/users", persona.Token);

        var seen = Assert.Single(fixture.Events);
        Assert.Equal(("List Users", TrailResult.Refused, 403), (seen.Name, seen.Result, seen.Status));
    }

    /// <summary>A server whose trail is a list.</summary>
    public sealed class TrailFixture : ApiFixture, ITrail
    {
        /// <summary>What was recorded, in order.</summary>
        public ConcurrentQueue<TrailEvent> Events { get; } = new();

        public ValueTask RecordAsync(ITransaction transaction, TrailEvent trailEvent) => AppendAsync(trailEvent, CancellationToken.None);

        public ValueTask RecordAsync(ITransaction transaction, IReadOnlyList<TrailEvent> trailEvents) => AppendAsync(trailEvents, CancellationToken.None);

        public async ValueTask AppendAsync(IReadOnlyList<TrailEvent> trailEvents, CancellationToken cancellation)
        {
            foreach (var trailEvent in trailEvents)
            {
                await AppendAsync(trailEvent, cancellation);
            }
        }

        public ValueTask AppendAsync(TrailEvent trailEvent, CancellationToken cancellation)
        {
            Events.Enqueue(trailEvent);
            return default;
        }

        protected override void ReplaceServices(IServiceCollection services)
        {
            base.ReplaceServices(services);
            services.AddSingleton<ITrail>(this);
        }
    }
}
