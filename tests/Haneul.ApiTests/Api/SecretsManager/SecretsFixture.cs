using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>A server with two projects, each with a Project Admin.</summary>
public class SecretsFixture : ApiFixture
{
    /// <summary>A token of a Project Admin.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The administrator of <see cref="Token"/>.</summary>
    public Persona Admin { get; private set; } = null!;

    /// <summary>A token of a Project Admin of another project.</summary>
    public string OtherToken { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Admin = await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");
        Token = Admin.Token;
        OtherToken = await NewProjectTokenAsync();
    }

    /// <summary>A token of a Project Admin of a project without secrets.</summary>
    public async Task<string> NewProjectTokenAsync() => (await CreatePersonaAsync(await CreateProjectAsync(), "project_admin")).Token;
}
