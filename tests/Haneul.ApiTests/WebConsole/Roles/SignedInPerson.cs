namespace Haneul.ApiTests.WebConsole.Roles;

/// <summary>Somebody at work in the console.</summary>
/// <param name="Browser">Their browser.</param>
/// <param name="Things">What there is, what is their own included.</param>
/// <param name="Opened">The operations that the API lists for their tokens.</param>
internal sealed record SignedInPerson(ConsoleBrowser Browser, Dictionary<string, string> Things, IReadOnlySet<string> Opened);
