using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Decisions;

/// <summary>The page that tells why a call is allowed or refused.</summary>
internal static class DecisionPages
{
    /// <summary>
    /// Other pages link here with <c>user</c>, <c>access_key</c> or <c>service_account</c>, <c>operation</c> (or the name of an event), <c>project</c> or <c>organisation</c>, and
    /// <c>resource</c>.
    /// </summary>
    public static void Map(PageRoutes pages) => pages.Get("/iam/decisions", ExplainDecision.ShowAsync);
}
