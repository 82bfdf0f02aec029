namespace Haneul.WebConsole.Profile;

/// <summary>What people call the browser that a <c>User-Agent</c> header tells of: <c>Firefox · Windows</c>. For lists that people read; nothing is decided by it.</summary>
internal static class BrowserName
{
    // In this order: browsers also name those whose pages they understand, and systems those that they descend from.
    private static readonly (string Token, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Whale/", "Whale"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Token, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Browser and system; the header itself if it tells of none that is known.</summary>
    public static string Of(string userAgent)
    {
        var browser = Find(Browsers, userAgent);
        var system = Find(Systems, userAgent);
        return browser is null ? userAgent : system is null ? browser : $"{browser} · {system}";
    }

    private static string? Find((string Token, string Name)[] known, string userAgent) =>
        Array.Find(known, one => userAgent.Contains(one.Token, StringComparison.Ordinal)).Name;
}
