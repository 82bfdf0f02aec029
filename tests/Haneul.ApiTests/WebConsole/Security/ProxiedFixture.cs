namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>A server behind a proxy that does TLS: with <c>X-Forwarded-Proto: https</c> a request came over TLS.</summary>
public sealed class ProxiedFixture : ConsoleFixture
{
    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>(base.ExtraSettings, StringComparer.Ordinal) { ["Haneul:TrustedProxies"] = "127.0.0.1" };
}
