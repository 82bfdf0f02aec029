using AngleSharp.Dom;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>Finds what is on a page that can't be the console's own, or that the browser's policy would have to stop.</summary>
internal static class PageFaults
{
    /// <summary>What is wrong with the last answer of a browser.</summary>
    public static IEnumerable<string> FaultsOf(ConsoleBrowser browser)
    {
        if ((int)browser.Status >= 500)
        {
            yield return $"answered {(int)browser.Status}";
        }

        if (browser.Response.Content.Headers.ContentType?.MediaType != "text/html")
        {
            yield break;
        }

        foreach (var script in browser.Html.QuerySelectorAll("script").Where(static script => script.GetAttribute("src")?.Contains("/assets/", StringComparison.Ordinal) != true || script.TextContent.Length > 0))
        {
            yield return script.OuterHtml;
        }

        foreach (var element in browser.Html.All)
        {
            foreach (var attribute in element.Attributes.Where(attribute => IsActive(attribute) && !IsDownload(element, attribute)))
            {
                yield return $"{element.LocalName} with {attribute.Name}={attribute.Value}";
            }
        }
    }

    private static bool IsActive(IAttr attribute) =>
        attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
        || attribute.Name is "style" or "srcdoc"
        || (attribute.Name is "href" or "src" or "action" or "formaction" && (!attribute.Value.StartsWith('/') || attribute.Value.StartsWith("//", StringComparison.Ordinal)) && !attribute.Value.StartsWith('#') && !attribute.Value.StartsWith('?'));

    // A file that the page itself holds, for the person to keep: no browser opens it in place.
    private static bool IsDownload(IElement element, IAttr attribute) =>
        element.HasAttribute("download") && (attribute.Value.StartsWith("data:text/plain;", StringComparison.Ordinal) || attribute.Value.StartsWith("data:application/json;", StringComparison.Ordinal));
}
