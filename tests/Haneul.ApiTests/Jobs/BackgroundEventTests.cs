using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Jobs;

/// <summary>What a job does is found on the trail of its project, in the whole server.</summary>
public sealed class BackgroundEventTests(BackgroundEventTests.Fixture fixture) : IClassFixture<BackgroundEventTests.Fixture>
{
    [Fact]
    public async Task What_a_job_did_is_found_in_its_project_as_done_by_the_service_itself()
    {
        var token = await fixture.SignInAsync();
        await ScheduleAsync("a", fixture.Bootstrap.ProjectId);
        fixture.Time.Advance(TimeSpan.FromDays(7));
        await fixture.RunDueJobsAsync();

        token = await fixture.SignInAsync();
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=Destroy%20Thing&service_name=Secrets%20Manager&resource_id=a", token);

        Assert.Equal(200, status);
        var found = Assert.Single(body.GetProperty("events").EnumerateArray());
        Assert.Equal("Secrets Manager", found.GetProperty("service_name").GetString());
        Assert.Equal("a", found.GetProperty("resource").GetProperty("id").GetString());
        Assert.Equal("success", found.GetProperty("result").GetString());
        Assert.Equal("7", found.GetProperty("additional_info").GetProperty("version").GetString());
        Assert.Equal(fixture.Bootstrap.ProjectId, found.GetProperty("project_id").GetString());
        Assert.Equal("", found.GetProperty("user").GetProperty("uuid").GetString());
    }

    [Fact]
    public async Task Events_of_one_run_have_one_request_id_and_the_organisation_of_their_project()
    {
        await ScheduleAsync("c", fixture.Bootstrap.ProjectId);
        await ScheduleAsync("d", fixture.Bootstrap.ProjectId);
        await fixture.RunDueJobsAsync();

        var events = (await TrailReading.AllAsync(fixture)).Where(each => each.Kind.OperationId == Telling.KindName && each.ResourceName is "c" or "d").ToList();

        Assert.Equal(4, events.Count);
        Assert.All(events, each => Assert.Equal(fixture.Bootstrap.DomainId, each.Scope.DomainId));
        Assert.All(events.GroupBy(each => each.ResourceName), run => Assert.Single(run.Select(TrailReading.RequestIdOf).Distinct()));
        Assert.Equal(2, events.Select(TrailReading.RequestIdOf).Distinct().Count());
    }

    [Fact]
    public async Task What_a_user_had_planned_is_theirs_and_leads_back_to_the_call()
    {
        var planner = new JobStarter("11111111111111111111111111111111", "ann of the team@example.org", "22222222222222222222222222222222", "req-of-the-plan");
        await ScheduleAsync("e", $"{fixture.Bootstrap.ProjectId}/{planner.ToText()}");
        await fixture.RunDueJobsAsync();

        var found = (await TrailReading.AllAsync(fixture)).First(each => each.ResourceName == "e");

        Assert.Equal((planner.UserId, planner.UserName, planner.CredentialId), (found.Actor.UserId, found.Actor.UserName, found.Origin.CredentialId));
        Assert.Contains("\"started_by_request_id\":\"req-of-the-plan\"", found.AdditionalInfo, StringComparison.Ordinal);
        Assert.NotEqual("req-of-the-plan", TrailReading.RequestIdOf(found));
    }

    [Fact]
    public async Task An_event_of_another_project_is_not_seen()
    {
        await ScheduleAsync("b", await fixture.CreateProjectAsync());
        await fixture.RunDueJobsAsync();

        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?resource_id=b", await fixture.SignInAsync());

        Assert.Empty(body.GetProperty("events").EnumerateArray());
    }

    private async Task ScheduleAsync(string id, string projectId)
    {
        var jobs = fixture.Services.GetRequiredService<IJobs>();
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(async tx =>
        {
            await jobs.ScheduleAsync(tx, Telling.KindName, id, fixture.Time.GetUtcNow(), projectId);
            return 0;
        });
    }

    /// <summary>A server with a job of the test.</summary>
    public sealed class Fixture : ApiFixture
    {
        protected override void ReplaceServices(IServiceCollection services)
        {
            base.ReplaceServices(services);
            services.AddSingleton<IJobHandler, Telling>();
        }
    }

    private sealed class Telling(BackgroundEvents events) : IJobHandler
    {
        public const string KindName = "test.destroy-thing";

        private static readonly BackgroundRule Event = new(SecretsManagerModule.Descriptor, "Destroy Thing", "Thing", TrailCategory.Project, KindName, "in a test");

        public string Kind => KindName;

        public async ValueTask RunAsync(JobRun run, CancellationToken cancellation) => await run.CommitAsync(async tx =>
        {
            var state = run.State.Split('/', 2);
            var action = new BackgroundAction
            {
                Rule = Event,
                RequestId = run.RequestId,
                ProjectId = state[0],
                Starter = JobStarter.FromText(state[^1]),
                ResourceId = run.Id,
                ResourceName = run.Id,
                Facts = [new("version", "7")],
            };
            await events.RecordAsync(tx, action);
            await events.RecordAsync(tx, action with { ResourceId = run.Id + "-sibling" });
            return JobStep.Done;
        });
    }
}
