using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;

namespace Haneul.WebConsole.Sessions;

/// <summary>
/// The one cookie of the console that matters. Over TLS it has the prefix <c>__Host-</c>: bound to the host, secure, for every path. Without TLS, which is loopback unless the operator
/// insists, it belongs to <c>console.localhost</c>: cookies ignore ports, and other programs of the machine answer at <c>localhost</c> too.
/// </summary>
public sealed class SessionCookie(IRandomSource random)
{
    private const string SecureName = "__Host-haneul-console";
    private const string PlainName = "haneul-console";

    /// <summary>The browser's secret; null if it has none yet.</summary>
    public static SessionSecret? Read(HttpRequest request) => SessionSecret.Parse(request.Cookies[NameFor(request)]);

    /// <summary>The browser's secret; a new one, sent with the answer, if it has none yet.</summary>
    public SessionSecret ReadOrCreate(HttpContext context) => Read(context.Request) ?? Renew(context);

    /// <summary>
    /// Gives the browser a new secret: at sign-in, so that one which somebody planted is worth nothing, with another password or a second factor, so that one which somebody copied is, and
    /// at sign-out.
    /// </summary>
    public SessionSecret Renew(HttpContext context)
    {
        var secret = SessionSecret.Create(random);
        context.Response.Cookies.Append(NameFor(context.Request), secret.ToCookie(), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
        return secret;
    }

    /// <summary>Whether the request came to a name of loopback that is not the console's own; such a request gets no cookie.</summary>
    public static bool IsSharedLoopback(HttpContext context)
    {
        var host = context.Request.Host.Host;
        return !context.Request.IsHttps
            && Call.Of(context).Destination is { Form: AddressForm.Prefix }
            && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
                || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address)));
    }

    private static string NameFor(HttpRequest request) => request.IsHttps ? SecureName : PlainName;
}
