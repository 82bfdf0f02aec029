using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Storage.Backup;
using Haneul.Security.Iam.Access;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Assignments;
using Haneul.Security.Iam.Credentials;
using Haneul.Security.Iam.DomainConfiguration;
using Haneul.Security.Iam.Federation;
using Haneul.Security.Iam.Groups;
using Haneul.Security.Iam.Limits;
using Haneul.Security.Iam.OAuth;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Projects;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.SecondFactors;
using Haneul.Security.Iam.ServiceAccounts;
using Haneul.Security.Iam.ServiceCatalog;
using Haneul.Security.Iam.ServicePolicies;
using Haneul.Security.Iam.Settings;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Trusts;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Haneul.Security.Iam;

/// <summary>
/// IAM: organisations, projects, users, roles, access keys and tokens, in the shapes of Keystone v3.
/// To add an operation: a file with its <c>Operation</c> and handler, a line in the <c>…Routes</c> of its folder, and its policy in the <c>…Policies</c> there.
/// </summary>
public sealed class IamModule : IServiceModule
{
    /// <inheritdoc />
    public static ServiceDescriptor Descriptor { get; } = new ServiceDescriptor(
        "iam", "IAM", Dialect.Keystone,
        "iam.openapi.json",
        "identity.openapi.json",
        "identity-projects.openapi.json",
        "identity-users.openapi.json",
        "identity-groups.openapi.json",
        "identity-roles.openapi.json",
        "identity-assignments.openapi.json",
        "identity-application-credentials.openapi.json",
        "identity-passwords.openapi.json",
        "haneul-organisations.openapi.json",
        "haneul-service-accounts.openapi.json",
        "haneul-second-factor.openapi.json",
        "haneul-access.openapi.json",
        "identity-catalog.openapi.json",
        "identity-policies.openapi.json",
        "identity-federation.openapi.json",
        "identity-credentials.openapi.json",
        "identity-trusts.openapi.json",
        "identity-oauth1.openapi.json",
        "identity-domains.openapi.json",
        "identity-domain-configuration.openapi.json",
        "identity-limits.openapi.json",
        "identity-other.openapi.json")
    {
        RootPaths =
        [
            "/identity", "/haneul/v1/organisations", "/haneul/v1/service-accounts", "/haneul/v1/users", "/haneul/v1/access-decisions", "/haneul/v1/account", "/haneul/v1/operations",
            "/haneul/v1/permissions",
        ],
        IsGlobal = true,
        CatalogType = "identity",
        CatalogPath = IamLinks.Root,
        AccessRuleRoot = "/identity",
        Migrations = typeof(IamModule),
        WireTypes =
        [
            IamJson.Default,
            UsersJson.Default,
            GroupsJson.Default,
            RoleJson.Default,
            AssignmentJson.Default,
            OrganisationSettingsJson.Default,
            ServiceAccountsJson.Default,
            SecondFactorsJson.Default,
            AccessJson.Default,
            AuthJson.Default,
            ServiceCatalogJson.Default,
            ServicePoliciesJson.Default,
            FederationJson.Default,
            CredentialsJson.Default,
            TrustJson.Default,
            OAuthJson.Default,
            DomainJson.Default,
            DomainConfigJson.Default,
            LimitJson.Default,
            ProjectJson.Default,
        ],
    }.At("iam");

    /// <inheritdoc />
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<RoleTable>().AddSingleton<IRoleTable>(provider => provider.GetRequiredService<RoleTable>());
        services.AddSingleton<RoleDirectory>().AddSingleton<BuiltInRoles>();
        services.AddSingleton<RevocationEpoch>().AddSingleton<MeaningfulChanges>();
        PasswordRoutes.Add(services);
        SecondFactorRoutes.Add(services);
        services.AddSingleton<AccessKeySecrets>().AddSingleton<AccessKeyUses>().AddSingleton<ISubjects, Subjects>().AddSingleton<IProjectOrganisations, ProjectOrganisations>();
        services.AddSingleton<IBackupCheck, EnclosedCredentialsCheck>();
        TokenRoutes.Add(services);
        services.AddSingleton<FirstOrganisation>().AddSingleton<AdministratorReset>();
        services.AddSingleton<IHostedService, EpochWatch>().AddSingleton<IHostedService, ExpiredTokens>();
        ServiceCatalogRoutes.Add(services);
        CredentialRoutes.Add(services);
        TrustRoutes.Add(services);
        OAuthRoutes.Add(services);
        ProjectRoutes.Add(services);
        DomainConfigRoutes.Add(services);
        AccessRoutes.Add(services);
    }

    /// <inheritdoc />
    public static void MapOperations(RouteGroupBuilder api)
    {
        TokenRoutes.Map(api);
        ProjectRoutes.Map(api);
        UserRoutes.Map(api);
        GroupRoutes.Map(api);
        RoleRoutes.Map(api);
        AssignmentRoutes.Map(api);
        AccessKeyRoutes.Map(api);
        PasswordRoutes.Map(api);
        SecondFactorRoutes.Map(api);
        OrganisationSettingsRoutes.Map(api);
        ServiceAccountRoutes.Map(api);
        ServiceCatalogRoutes.Map(api);
        ServicePolicyRoutes.Map(api);
        FederationRoutes.Map(api);
        CredentialRoutes.Map(api);
        TrustRoutes.Map(api);
        OAuthRoutes.Map(api);
        OrganisationRoutes.Map(api);
        DomainConfigRoutes.Map(api);
        LimitRoutes.Map(api);
        AccessRoutes.Map(api);
    }
}
