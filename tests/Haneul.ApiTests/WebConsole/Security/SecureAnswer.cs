namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>What the headers of an answer of the console must be.</summary>
internal static class SecureAnswer
{
    private static readonly (string Name, string Value)[] Exact =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    private static readonly string[] Directives = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"];

    /// <summary>What is missing or wrong.</summary>
    public static IEnumerable<string> ProblemsOf(HttpResponseMessage response)
    {
        foreach (var (name, value) in Exact)
        {
            if (HeaderOf(response, name) is var sent && sent != value)
            {
                yield return $"{name} is '{sent}'";
            }
        }

        var policy = HeaderOf(response, "Content-Security-Policy");
        var directives = policy.Split("; ");
        foreach (var directive in Directives.Where(directive => !directives.Contains(directive, StringComparer.Ordinal)))
        {
            yield return $"the policy has no {directive}: '{policy}'";
        }

        if (policy.Contains("unsafe", StringComparison.Ordinal) || policy.Contains('*', StringComparison.Ordinal) || policy.Contains("http", StringComparison.Ordinal))
        {
            yield return $"the policy is open: '{policy}'";
        }

        if (HeaderOf(response, "Permissions-Policy").Length == 0)
        {
            yield return "there is no Permissions-Policy";
        }

        if (response.Headers.Contains("Access-Control-Allow-Origin"))
        {
            yield return "other origins may read it";
        }
    }

    private static string HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : "";
}
