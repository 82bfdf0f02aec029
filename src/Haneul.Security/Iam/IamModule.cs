using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Discovery;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Projects;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Haneul.Security.Iam;

/// <summary>
/// IAM: organisations, projects, users, roles, access keys and tokens, in the shapes of Keystone v3.
/// To add an operation: a file with its <c>Operation</c> and handler, a line in <see cref="MapOperations"/>, and its permission in <c>RoleTable</c>.
/// </summary>
public sealed class IamModule : IServiceModule
{
    /// <inheritdoc />
    public static ServiceDescriptor Descriptor { get; } = new ServiceDescriptor("iam", "IAM", Dialect.Keystone, "iam.openapi.json", "identity.openapi.json")
    {
        RootPaths = ["/identity"],
        IsGlobal = true,
        CatalogType = "identity",
        CatalogPath = IamLinks.Root,
        Migrations = typeof(IamModule),
        WireTypes = [IamJson.Default],
    }.At("iam");

    /// <inheritdoc />
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<RoleTable>().AddSingleton<IRoleTable>(provider => provider.GetRequiredService<RoleTable>());
        services.AddSingleton<RoleDirectory>();
        services.AddSingleton<RevocationEpoch>().AddSingleton<MeaningfulChanges>();
        services.AddSingleton(PasswordCost.Default).AddSingleton<PasswordHashing>();
        services.AddSingleton<AccessKeySecrets>();
        services.AddSingleton<KeptAccessKeys>().AddSingleton<TokenText>().AddSingleton<TokenStore>().AddSingleton<Catalog>().AddSingleton<TokenRendering>();
        services.AddSingleton<TokenCache>().AddSingleton<IAuthenticator>(provider => provider.GetRequiredService<TokenCache>());
        services.AddSingleton<AccessKeySignIn>().AddSingleton<PasswordSignIn>().AddSingleton<UnknownSignIns>().AddSingleton<TokenIssuance>();
        services.AddSingleton<FirstOrganisation>();
        services.AddSingleton<IHostedService, EpochWatch>().AddSingleton<IHostedService, ExpiredTokens>();
    }

    /// <inheritdoc />
    public static void MapOperations(RouteGroupBuilder api)
    {
        api.MapGet("/identity", ListVersions.Handle).For(ListVersions.Operation);
        api.MapGet("/identity/v3", GetVersion.Handle).For(GetVersion.Operation);

        api.MapPost("/identity/v3/auth/tokens", IssueToken.HandleAsync).For(IssueToken.Operation);
        api.MapGet("/identity/v3/auth/tokens", ValidateToken.HandleAsync).For(ValidateToken.Operation);
        api.MapMethods("/identity/v3/auth/tokens", [HttpMethods.Head], CheckToken.HandleAsync).For(CheckToken.Operation);
        api.MapDelete("/identity/v3/auth/tokens", RevokeToken.HandleAsync).For(RevokeToken.Operation);

        api.MapGet("/identity/v3/projects", ListProjects.HandleAsync).For(ListProjects.Operation);
        api.MapPost("/identity/v3/projects", CreateProject.HandleAsync).For(CreateProject.Operation);
        api.MapGet("/identity/v3/projects/{project_id}", GetProject.HandleAsync).For(GetProject.Operation);
        api.MapPatch("/identity/v3/projects/{project_id}", UpdateProject.HandleAsync).For(UpdateProject.Operation);

        api.MapGet("/identity/v3/users", ListUsers.HandleAsync).For(ListUsers.Operation);
        api.MapPost("/identity/v3/users", CreateUser.HandleAsync).For(CreateUser.Operation);
        api.MapGet("/identity/v3/users/{user_id}", GetUser.HandleAsync).For(GetUser.Operation);
        api.MapPatch("/identity/v3/users/{user_id}", UpdateUser.HandleAsync).For(UpdateUser.Operation);
        api.MapDelete("/identity/v3/users/{user_id}", DeleteUser.HandleAsync).For(DeleteUser.Operation);
        api.MapGet("/identity/v3/users/{user_id}/projects", ListUserProjects.HandleAsync).For(ListUserProjects.Operation);

        api.MapGet("/identity/v3/users/{user_id}/application_credentials", ListApplicationCredentials.HandleAsync).For(ListApplicationCredentials.Operation);
        api.MapPost("/identity/v3/users/{user_id}/application_credentials", CreateApplicationCredential.HandleAsync).For(CreateApplicationCredential.Operation);
        api.MapGet("/identity/v3/users/{user_id}/application_credentials/{application_credential_id}", GetApplicationCredential.HandleAsync).For(GetApplicationCredential.Operation);
        api.MapDelete("/identity/v3/users/{user_id}/application_credentials/{application_credential_id}", DeleteApplicationCredential.HandleAsync).For(DeleteApplicationCredential.Operation);

        api.MapGet("/identity/v3/roles", ListRoles.HandleAsync).For(ListRoles.Operation);
        api.MapGet("/identity/v3/roles/{role_id}", GetRole.HandleAsync).For(GetRole.Operation);
        api.MapGet("/identity/v3/projects/{project_id}/users/{user_id}/roles", ListProjectUserRoles.HandleAsync).For(ListProjectUserRoles.Operation);
        api.MapPut("/identity/v3/projects/{project_id}/users/{user_id}/roles/{role_id}", AssignProjectUserRole.HandleAsync).For(AssignProjectUserRole.Operation);
        api.MapMethods("/identity/v3/projects/{project_id}/users/{user_id}/roles/{role_id}", [HttpMethods.Head], CheckProjectUserRole.HandleAsync).For(CheckProjectUserRole.Operation);
        api.MapDelete("/identity/v3/projects/{project_id}/users/{user_id}/roles/{role_id}", UnassignProjectUserRole.HandleAsync).For(UnassignProjectUserRole.Operation);
    }
}
