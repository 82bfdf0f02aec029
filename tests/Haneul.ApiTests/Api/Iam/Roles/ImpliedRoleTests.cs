using Haneul.ApiTests.Api.Iam.Assignments;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Roles;

/// <summary>Roles that imply others.</summary>
public sealed class ImpliedRoleTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly IamRows _rows = new(fixture);

    [Fact]
    public async Task Implications_answer_as_recorded_circles_included()
    {
        var (first, second) = (await _rows.RoleAsync(), await _rows.RoleAsync());

        await VerifyAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{first}/implies/{second}", 103);
        await VerifyAsync("ListImpliedRoles", HttpMethod.Get, $"/roles/{first}/implies", 104);
        await VerifyAsync("GetImpliedRole", HttpMethod.Get, $"/roles/{first}/implies/{second}", 105);
        await VerifyAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{second}/implies/{first}", 106);
        await VerifyAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{first}/implies/{first}", 107);
        await VerifyAsync("ListRoleInferences", HttpMethod.Get, "/role_inferences", 108);
        Assert.Equal(204, await CallAsync("CheckImpliedRole", HttpMethod.Head, $"/roles/{first}/implies/{second}"));
        Assert.Equal(409, await CallAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{first}/implies/{second}"));
        Assert.Equal(204, await CallAsync("DeleteImpliedRole", HttpMethod.Delete, $"/roles/{first}/implies/{second}"));
        Assert.Equal(404, await CallAsync("DeleteImpliedRole", HttpMethod.Delete, $"/roles/{first}/implies/{second}"));
        Assert.Equal(404, await CallAsync("GetImpliedRole", HttpMethod.Get, $"/roles/{first}/implies/{second}"));
        Assert.Equal(404, await CallAsync("CheckImpliedRole", HttpMethod.Head, $"/roles/{first}/implies/{second}"));
        Assert.Equal(404, await CallAsync("ListImpliedRoles", HttpMethod.Get, $"/roles/{IamRequests.NoId}/implies"));
        Assert.Equal(404, await CallAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{first}/implies/{IamRequests.NoId}"));
    }

    [Fact]
    public async Task Who_holds_a_role_holds_what_it_implies_from_the_next_call_on()
    {
        var role = await _rows.RoleAsync();
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        await _rows.AssignAsync("user", persona.UserId, "project", persona.ProjectId, role);
        await CallAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{role}/implies/{await fixture.RoleIdAsync("kms_manager")}");

        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        Assert.Contains("kms_viewer", (await fixture.RolesOfAsync(token))!);
        await CallAsync("DeleteImpliedRole", HttpMethod.Delete, $"/roles/{role}/implies/{await fixture.RoleIdAsync("kms_manager")}");
        Assert.DoesNotContain("kms_viewer", (await fixture.RolesOfAsync(token))!);
    }

    [Fact]
    public async Task No_role_implies_the_administrator()
    {
        var admin = await fixture.RoleIdAsync("admin");

        Assert.Equal(403, await CallAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{await _rows.RoleAsync()}/implies/{admin}"));
        Assert.Equal(403, await CallAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{admin}/implies/{admin}"));
    }

    [Fact]
    public async Task A_role_of_an_organisation_is_implied_by_roles_of_the_same_only()
    {
        var (organisation, other) = (await _rows.OrganisationAsync(), await _rows.OrganisationAsync());
        var (global, own, sibling, foreign) = (await _rows.RoleAsync(), await _rows.RoleAsync(organisation), await _rows.RoleAsync(organisation), await _rows.RoleAsync(other));

        Assert.Equal(403, await CallAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{global}/implies/{own}"));
        Assert.Equal(403, await CallAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{foreign}/implies/{own}"));
        Assert.Equal(201, await CallAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{sibling}/implies/{own}"));
        Assert.Equal(201, await CallAsync("CreateImpliedRole", HttpMethod.Put, $"/roles/{own}/implies/{global}"));
    }

    [Fact]
    public async Task What_the_role_table_says_of_its_own_roles_stays()
    {
        Assert.Equal(403, await CallAsync("DeleteImpliedRole", HttpMethod.Delete, $"/roles/{await fixture.RoleIdAsync("project_admin")}/implies/{await fixture.RoleIdAsync("project_member")}"));

        // What an administrator has added is theirs.
        var added = $"/roles/{await fixture.RoleIdAsync("project_admin")}/implies/{await _rows.RoleAsync()}";
        Assert.Equal(201, await CallAsync("CreateImpliedRole", HttpMethod.Put, added));
        Assert.Equal(204, await CallAsync("DeleteImpliedRole", HttpMethod.Delete, added));
    }

    private async Task VerifyAsync(string operationId, HttpMethod method, string path, int recorded)
    {
        using var response = await fixture.SendAsync(method, "/identity/v3" + path, await fixture.AdminTokenAsync());
        await GoldenExchange.All[recorded].ShouldMatchAsync(response);
        await ContractCheck.VerifyAsync(operationId, response);
    }

    private async Task<int> CallAsync(string operationId, HttpMethod method, string path)
    {
        using var response = await fixture.SendAsync(method, "/identity/v3" + path, await fixture.AdminTokenAsync());
        await ContractCheck.VerifyAsync(operationId, response);
        return (int)response.StatusCode;
    }
}
