using System.Text.RegularExpressions;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Roles;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Completeness;

/// <summary>
/// Nothing is forgotten: what holds for every operation is checked over the catalogue of the running server, so that a new one is held to it
/// without anybody thinking of it.
/// </summary>
public sealed class CatalogueCompletenessTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private IReadOnlyList<Operation> Operations => fixture.Services.GetRequiredService<OperationCatalogue>().Operations;

    [Fact]
    public void The_catalogue_holds_what_the_services_map() =>
        Assert.Superset(new HashSet<string>(["iam", "secrets-manager", "cloud-trail"]), Operations.Select(operation => operation.Service).ToHashSet());

    [Fact]
    public void Every_operation_is_in_a_contract_document_of_its_service()
    {
        var contracts = fixture.Services.GetRequiredService<ContractCatalogue>();
        var services = fixture.Services.GetRequiredService<AddressBook>().Services.ToDictionary(service => service.Id, StringComparer.Ordinal);

        Assert.All(Operations, operation =>
            Assert.Contains(operation.OperationId, contracts.OperationsOf(services[operation.Service]).Select(candidate => candidate.OperationId)));
    }

    [Fact]
    public void Every_operation_says_who_may_call_it()
    {
        var roles = fixture.Services.GetRequiredService<IRoleTable>();

        Assert.All(Operations, operation => Assert.True(
            operation.Permission.Kind == PermissionKind.Granted ? roles.RolesHolding(operation.Permission).Count > 0 : operation.Permission.Rule.Length > 10,
            $"{operation.Name} says '{operation.Permission.Rule}'"));
    }

    [Fact]
    public void Every_operation_names_its_event_or_why_it_has_none() => Assert.All(Operations, operation =>
        Assert.True(operation.Trail.EventName is { Length: > 0 } || operation.Trail.Reason is { Length: > 10 }, operation.Name));

    [Fact]
    public void Operations_that_share_an_event_name_share_its_meaning()
    {
        var ambiguous = Operations.Where(operation => operation.Trail.EventName is not null)
            .GroupBy(operation => operation.Trail.EventName, StringComparer.Ordinal)
            .Where(group => group.Select(operation => (operation.Trail.ResourceType, operation.Trail.Category, operation.Service)).Distinct().Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(operation => operation.Name))}");

        AssertNone(ambiguous);
    }

    [Fact]
    public void Project_events_belong_to_operations_with_a_project() => Assert.All(
        Operations.Where(operation => operation.Trail is { EventName: not null, Category: TrailCategory.Project }),
        operation => Assert.NotEqual(PermissionKind.Anyone, operation.Permission.Kind));

    [Fact]
    public void No_role_names_a_permission_that_nothing_uses_but_those_of_services_to_come()
    {
        // Key management is in the contracts and not built; its roles are, because they are given to people now.
        var used = Operations.Select(operation => operation.Permission.Name).ToHashSet(StringComparer.Ordinal);
        var idle = RoleTable.All.SelectMany(role => role.Permissions).Distinct(StringComparer.Ordinal)
            .Where(name => !used.Contains(name) && !AskedInCode(name) && !name.StartsWith("kms:", StringComparison.Ordinal));

        AssertNone(idle);
    }

    [Fact]
    public void Every_error_has_a_status_of_the_contract_and_a_code_for_programs() => Assert.All(
        DeclaredErrors.Groups.SelectMany(group => group.Errors.Values).Concat(Operations.SelectMany(operation => operation.Errors)),
        error =>
        {
            Assert.InRange(error.Status, 400, 599);
            Assert.NotEqual(422, error.Status);
            Assert.Matches("^[A-Z][A-Za-z]+$", error.Code);
            Assert.Matches(@"(\.|\. \{0\})$", error.Template);
        });

    [Fact]
    public void Operations_declare_only_errors_of_an_Errors_class()
    {
        var declared = DeclaredErrors.Groups.SelectMany(group => group.Errors.Values).ToHashSet();

        Assert.All(Operations, operation => Assert.Subset(declared, operation.Errors.ToHashSet()));
        Assert.All(DeclaredErrors.Groups, group => Assert.EndsWith("Errors", group.Class, StringComparison.Ordinal));
    }

    [Fact]
    public void Operations_do_not_repeat_the_errors_that_all_have()
    {
        var common = DeclaredErrors.Groups.Single(group => group.Class == nameof(CommonErrors)).Errors.Values.ToHashSet();

        Assert.All(Operations, operation => Assert.DoesNotContain(operation.Errors, common.Contains));
    }

    [Fact]
    public void Every_operation_is_named_by_a_test_that_speaks_to_the_server()
    {
        // The name as a text of its own, as ContractCheck.VerifyAsync takes it: a test that checks an answer against the contract names its operation.
        // The tests of the checker itself speak to no server.
        var sources = Directory.GetFiles(RepositoryFiles.PathOf("tests", "Haneul.ApiTests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("Completeness", StringComparison.Ordinal) && !file.Contains("Conformance", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        var untested = Operations.Where(operation => !sources.Exists(source => Names(source, operation))).Select(operation => operation.Name);

        AssertNone(untested);
    }

    private static void AssertNone(IEnumerable<string> offenders)
    {
        var list = offenders.ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }

    private static bool Names(string source, Operation operation) =>
        new[] { operation.OperationId, operation.PublishedOperationId }.OfType<string>()
            .Any(id => source.Contains($"\"{id}\"", StringComparison.Ordinal) || source.Contains($"/{id}\"", StringComparison.Ordinal));

    /// <summary>Whether a handler asks for the permission itself, as those do that answer more to some callers.</summary>
    private static bool AskedInCode(string permission) => Directory
        .GetFiles(RepositoryFiles.PathOf("src", "Haneul.Security"), "*.cs", SearchOption.AllDirectories)
        .Any(file => Regex.IsMatch(File.ReadAllText(file), $"Permission\\.Granted\\(\"{Regex.Escape(permission)}\"\\)", RegexOptions.None, TimeSpan.FromSeconds(5)));
}
