using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Access.Personas;

/// <summary>The tables of personas are whole: no operation of the catalogue is missing, nothing in them is of nowhere, and they say what spec/roles.md says.</summary>
public sealed class PersonaTableTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public void Every_operation_of_IAM_that_asks_who_calls_has_a_row_and_every_row_an_operation()
    {
        var expected = Routes.Where(static route => route.Operation.Permission.Kind is PermissionKind.Policy or PermissionKind.Granted or PermissionKind.SignedIn)
            .Select(static route => route.Operation.OperationId).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(expected, PersonaTables.Operations.Select(static row => row.OperationId).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_row_requests_its_operation()
    {
        var routes = Routes.ToLookup(static route => route.Operation.OperationId);

        var wrong = PersonaTables.Operations.Where(row => !routes[row.OperationId].Any(route => Fits(row.Request, route.Method, route.Path)));

        Assert.Empty(wrong.Select(static row => $"{row.OperationId}: {row.Request.Method} {row.Request.Path}"));
    }

    [Fact]
    public void Every_policy_is_asked_and_every_kind_of_caller_is_known()
    {
        var asked = PersonaTables.Operations.Select(static row => row.Policy).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(PersonaTables.Keystone.Keys.Concat(PersonaTables.Differences.Keys).Except(asked));
        Assert.Empty(PersonaTables.Keystone.Values.Concat(PersonaTables.Differences.Values).SelectMany(static who => who).Except(KeystonePersona.Kinds));
    }

    [Fact]
    public void Every_difference_makes_one()
    {
        var same = PersonaTables.Differences.Where(static ours => PersonaTables.Keystone.TryGetValue(ours.Key, out var theirs) && AdmitTheSame(ours.Value, theirs));

        Assert.Empty(same.Select(static ours => ours.Key));
    }

    [Fact]
    public void KakaoClouds_roles_are_admitted_as_its_own_tables_say()
    {
        var wrong =
            from row in PersonaTables.KakaoCloud
            let scope = KeystonePersona.All.First(persona => persona.Role == row.Roles[0]).Scope
            from persona in KeystonePersona.All.Where(persona => persona.Scope == scope && persona.Role.Contains('_', StringComparison.Ordinal))
            from policy in row.Policies
            where persona.IsOneOf(PersonaTables.Who(policy), Relation.Own) != row.Roles.Contains(persona.Role)
            select $"{persona.Role}: {row.Words} ({policy})";

        Assert.Empty(wrong);
        Assert.DoesNotContain(PersonaTables.KakaoCloud, row => row.Roles.Except(KeystonePersona.All.Select(static persona => persona.Role)).Any());
    }

    private IEnumerable<(Operation Operation, string Method, string Path)> Routes =>
        from endpoint in fixture.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let operation = endpoint.Metadata.GetMetadata<Operation>()
        where operation?.Service == "iam"
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select (operation, method, endpoint.RoutePattern.RawText!);

    private static bool Fits(RequestRow request, string method, string route)
    {
        var (given, wanted) = (request.Path.Split('?')[0].Trim('/').Split('/'), route.Trim('/').Split('/')[1..]); // Without the service, which every route begins with.
        return request.Method.Method == method && given.Length == wanted.Length
            && given.Zip(wanted).All(static pair => pair.Second.StartsWith('{') || string.Equals(pair.First, pair.Second, StringComparison.Ordinal));
    }

    private static bool AdmitTheSame(IReadOnlyList<string> ours, IReadOnlyList<string> theirs) =>
        KeystonePersona.All.All(persona => Enum.GetValues<Relation>().All(relation => persona.IsOneOf(ours, relation) == persona.IsOneOf(theirs, relation)));
}
