using Haneul.ApiTests.Api.Iam.Organisations;
using Haneul.ApiTests.Infrastructure;
using static Haneul.ApiTests.Api.Iam.Organisations.OrganisationCalls;

namespace Haneul.ApiTests.Api.Iam.Projects;

public sealed class ProjectLimitTests(ProjectLimitTests.LimitedFixture fixture) : IClassFixture<ProjectLimitTests.LimitedFixture>
{
    [Fact]
    public async Task One_project_more_than_an_organisation_may_have_is_403()
    {
        var domain = await fixture.CreateDomainAsync();
        var parent = await fixture.CreateProjectAsync(domain, "");
        await fixture.CreateBelowAsync(domain, parent);
        using var third = await fixture.SendAsync(HttpMethod.Post, ProjectsPath, await fixture.AdminTokenAsync(), $$$"""{"project":{"name":"third","domain_id":"{{{domain}}}"}}""");

        Assert.Contains("at most 2", await third.RefusedAsync(403), StringComparison.Ordinal);
    }

    /// <summary>A server whose organisations have two projects at most.</summary>
    public sealed class LimitedFixture : ApiFixture
    {
        protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?> { ["Haneul:ProjectsPerOrganisation"] = "2" };
    }
}
