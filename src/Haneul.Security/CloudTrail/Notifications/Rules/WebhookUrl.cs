using System.Globalization;
using System.Net;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Outbound;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>
/// The address of a webhook: https, by name or a plain address, in the one spelling that every program reads alike. What a name stands for is judged when a connection is made
/// (<see cref="OutboundAddresses"/>); here what can be told from the text alone, so that a mistake shows at once.
/// </summary>
/// <param name="Text">The whole address.</param>
/// <param name="Target">Scheme, host and port: what may be shown.</param>
internal sealed record WebhookUrl(string Text, string Target)
{
    /// <summary>Most characters.</summary>
    public const int MostCharacters = 2048;

    private const int TlsPort = 443;
    private const int FirstUserPort = 1024;

    /// <summary>The path may be a password.</summary>
    public override string ToString() => Target;

    /// <summary>Reads the address of a field that must be there; null with a problem left if it is not fit.</summary>
    public static WebhookUrl? Read(JsonFields fields, string field, OutboundAddresses addresses)
    {
        var text = fields.RequiredString(field, 1, MostCharacters);
        if (text.Length == 0)
        {
            return null;
        }

        if (Refuse(text, addresses, out var target) is { } problem)
        {
            fields.AddProblem(field, problem);
            return null;
        }

        return new WebhookUrl(text, target);
    }

    private static string? Refuse(string text, OutboundAddresses addresses, out string target)
    {
        target = "";
        if (text.AsSpan().ContainsAnyExceptInRange('!', '~') || text.AsSpan().ContainsAny('\\', '#'))
        {
            return "must be an address in ASCII (a host in another script as xn--) without spaces, backslashes and fragment";
        }

        var isTls = text.StartsWith("https://", StringComparison.Ordinal);
        if (!isTls && !text.StartsWith("http://", StringComparison.Ordinal))
        {
            return "must begin with https://";
        }

        var start = text.IndexOf("//", StringComparison.Ordinal) + 2;
        var length = text.AsSpan(start).IndexOfAny('/', '?');
        var authority = length < 0 ? text[start..] : text.Substring(start, length);
        if (authority.Contains('@', StringComparison.Ordinal))
        {
            return "must not have a user name or password before the host";
        }

        if (!TrySplit(authority, out var host, out var port))
        {
            return "must have a host, and a port of digits if any";
        }

        if (port is not null and not TlsPort and < FirstUserPort)
        {
            return $"must have port {TlsPort} or one from {FirstUserPort}";
        }

        if (RefuseHost(host, isTls, addresses) is { } problem)
        {
            return problem;
        }

        // The reader that makes the connection must see the same host.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !string.Equals(url.Host, host, StringComparison.OrdinalIgnoreCase))
        {
            return "is not an address that can be read in one way only";
        }

        target = url.GetLeftPart(UriPartial.Authority);
        return null;
    }

    private static bool TrySplit(string authority, out string host, out int? port)
    {
        var colon = authority.LastIndexOf(':');
        var hasPort = colon > authority.LastIndexOf(']');
        host = hasPort ? authority[..colon] : authority;
        port = null;
        if (!hasPort)
        {
            return host.Length > 0;
        }

        var digits = authority.AsSpan(colon + 1);
        if (digits.Length is 0 or > 5 || digits[0] == '0' || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > ushort.MaxValue)
        {
            return false;
        }

        port = number;
        return host.Length > 0;
    }

    private static string? RefuseHost(string host, bool isTls, OutboundAddresses addresses)
    {
        var lastLabel = host[(host.LastIndexOf('.') + 1)..];
        var isNumber = lastLabel.Length > 0 && char.IsAsciiDigit(lastLabel[0]);
        if (host[0] != '[' && !isNumber)
        {
            return !isTls ? "must begin with https://" : IsName(host) ? null : "must have a host name of letters, digits and hyphens";
        }

        // 127.1, 0x7f.0.0.1 and 2130706433 are read in several ways, or not at all.
        var literal = host[0] == '[' ? host.Trim('[', ']') : host;
        if (!IPAddress.TryParse(literal, out var address) || !string.Equals(address.ToString(), literal, StringComparison.OrdinalIgnoreCase))
        {
            return "must have a host name or an address in its usual form";
        }

        if (!isTls && !IPAddress.IsLoopback(address))
        {
            return "must begin with https://";
        }

        return (isTls ? addresses.IsAllowed(address) : addresses.IsAllowedInClear(address)) ? null : "has an address that the server may not connect to";
    }

    private static bool IsName(string host) => host.Length <= 253 && host.Split('.').All(static label =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'));
}
