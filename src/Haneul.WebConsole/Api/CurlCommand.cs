using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Api;

/// <summary>Writes the calls of a page as commands that do the same from a shell.</summary>
internal static class CurlCommand
{
    // What signing in and choosing a project call is no result of a page.
    private const string TokenPath = "/iam/identity/v3/auth/";

    /// <summary>The commands of the calls that a page made, without those of the session itself.</summary>
    public static IReadOnlyList<string> OfPage(Page page) =>
        [.. page.Calls.Where(static call => !call.Path.StartsWith(TokenPath, StringComparison.Ordinal)).Select(call => Of(page, call)).Distinct(StringComparer.Ordinal)];

    /// <summary>One command, over several lines.</summary>
    public static string Of(Page page, ApiCall call)
    {
        var lines = new List<string> { $"curl -X {call.Method} {Quote(UrlOf(page, call.Path))}", "  -H \"X-Auth-Token: $TOKEN\"" };
        if (call.Body is { } body)
        {
            lines.Add("  -H 'Content-Type: application/json'");
            lines.Add($"  -d {Quote(body.ToJsonString(ShownJson.Options))}");
        }

        return string.Join(" \\\n", lines);
    }

    /// <summary>The address of a path of the API, as the person's browser would reach it.</summary>
    public static string UrlOf(Page page, string path)
    {
        var end = path.IndexOf('/', 1);
        var name = end < 0 ? path[1..] : path[1..end];
        var address = page.Context.RequestServices.GetRequiredService<AddressBook>().Services
            .SelectMany(static service => service.Addresses)
            .FirstOrDefault(address => address.Name == name);
        return address is null ? path : Call.Of(page.Context).UrlOf(address) + (end < 0 ? "" : path[end..]);
    }

    /// <summary>For a POSIX shell: nothing inside single quotes means anything but a single quote.</summary>
    public static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
