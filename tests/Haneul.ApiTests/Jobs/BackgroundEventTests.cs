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
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=Destroy%20Thing&service_name=Secrets%20Manager", token);

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

    private sealed class Telling(ITrail trail, BackgroundEvents events) : IJobHandler
    {
        public const string KindName = "test.destroy-thing";

        public string Kind => KindName;

        public async ValueTask RunAsync(JobRun run, CancellationToken cancellation) => await run.CommitAsync(async tx =>
        {
            await trail.RecordAsync(tx, events.Create(new BackgroundAction
            {
                Service = SecretsManagerModule.Descriptor,
                EventName = "Destroy Thing",
                OperationId = KindName,
                ProjectId = run.State,
                DomainId = "default",
                ResourceType = "Thing",
                ResourceId = run.Id,
                Facts = [new("version", "7")],
            }));
            return JobStep.Done;
        });
    }
}
