using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Access.Secrets;

/// <summary>The tables of the matrix are whole: no operation of the catalogue is missing, and nothing in them is of nowhere.</summary>
public sealed class MatrixTableTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public void Every_operation_of_the_two_services_has_a_row_and_every_row_an_operation()
    {
        var expected = Routes.Select(static route => route.Operation.Name).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(expected, MatrixTables.Rows.Select(static row => row.Operation).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_row_requests_its_operation()
    {
        var routes = Routes.ToLookup(static route => route.Operation.Name);

        var wrong = MatrixTables.Rows.Where(row => !routes[row.Operation].Any(route => Fits(row, route.Method, route.Path)));

        Assert.Empty(wrong.Select(static row => $"{row.Operation}: {row.Method} {row.Path}"));
    }

    [Fact]
    public void Every_operation_that_names_a_resource_says_what_access_control_does()
    {
        var wrong = MatrixTables.Rows.Where(static row => row.Kind is null != (row.Effect == ListEffect.NoResource));

        Assert.Empty(wrong.Select(static row => row.Operation));
    }

    [Fact]
    public void Every_kind_of_act_is_asked_and_its_roles_are_tried()
    {
        Assert.Empty(MatrixTables.Who.Keys.Except(MatrixTables.Rows.Select(static row => row.Who)));
        Assert.Empty(MatrixTables.Who.Values.SelectMany(static roles => roles).Except(MatrixPersona.All.Select(static persona => persona.Role)));
    }

    private IEnumerable<(Operation Operation, string Method, string Path)> Routes =>
        from endpoint in fixture.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let operation = endpoint.Metadata.GetMetadata<Operation>()
        where operation?.Service is "secrets-manager" or "kms"
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select (operation, method, endpoint.RoutePattern.RawText!);

    private static bool Fits(MatrixRow row, string method, string route)
    {
        var (given, wanted) = (row.Path.Split('?')[0].Trim('/').Split('/'), route.Trim('/').Split('/'));
        return row.Method.Method == method && given.Length == wanted.Length
            && given.Zip(wanted).All(static pair => pair.Second.StartsWith('{') || string.Equals(pair.First, pair.Second, StringComparison.Ordinal));
    }
}
