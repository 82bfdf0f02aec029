using Haneul.ApiTests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>A page or a form of the console, as it is mapped: whoever adds one has it in these tests without a word.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Template">Path within the console, with the names of its values in braces.</param>
internal sealed record ConsoleRoute(string Method, string Template)
{
    private const string Prefix = "/console";
    private const string Files = "/assets/";

    /// <summary>Every page that is looked at.</summary>
    public static IReadOnlyList<ConsoleRoute> Pages(ApiFixture fixture) => [.. Mapped(fixture).Where(static route => route.Method == "GET")];

    /// <summary>Every form that is sent.</summary>
    public static IReadOnlyList<ConsoleRoute> Forms(ApiFixture fixture) => [.. Mapped(fixture).Where(static route => route.Method == "POST")];

    /// <summary>The route that takes a path; null if there is none. Words go before names, as in routing.</summary>
    public static ConsoleRoute? Of(IReadOnlyList<ConsoleRoute> routes, string path) =>
        routes.Where(route => route.IsFor(path)).MinBy(static route => route.Template.Count(static character => character == '{'));

    /// <summary>The path with a value for every name.</summary>
    public string PathWith(Func<string, string> valueOf)
    {
        var parts = Template.Split('/').Select(part => part is ['{', .. var name, '}'] ? Uri.EscapeDataString(valueOf(name.Split(':')[0])) : part);
        return string.Join('/', parts);
    }

    /// <summary>The path with ids of nothing.</summary>
    public string PathOfNothing() => PathWith(static _ => "00000000000000000000000000000000");

    // Whether a path can be one of its own.
    private bool IsFor(string path)
    {
        var (names, parts) = (Template.Split('/'), path.Split('/'));
        return names.Length == parts.Length && names.Zip(parts).All(static pair => pair.First == pair.Second || (pair.First is ['{', ..] && pair.Second.Length > 0));
    }

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Template}";

    private static IEnumerable<ConsoleRoute> Mapped(ApiFixture fixture) =>
        from endpoint in fixture.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let template = endpoint.RoutePattern.RawText ?? ""
        where template.StartsWith(Prefix + "/", StringComparison.Ordinal) && !template.StartsWith(Prefix + Files, StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        orderby template, method
        select new ConsoleRoute(method, template[Prefix.Length..]);
}
