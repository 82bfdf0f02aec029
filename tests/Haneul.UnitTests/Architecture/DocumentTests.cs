using System.Text.RegularExpressions;

namespace Haneul.UnitTests.Architecture;

/// <summary>What keeps the documents true where they speak of each other and of the code.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_link_to_a_heading_leads_to_one()
    {
        var headings = RepositorySources.Documents.ToDictionary(
            document => document.Name,
            document => AnchorsOf(document.Text).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);

        var broken =
            from document in RepositorySources.Documents
            from Match link in LinkToHeading().Matches(CodeBlock().Replace(document.Text, ""))
            let file = link.Groups["file"].Value
            where !file.Contains("://", StringComparison.Ordinal)
            let target = file.Length == 0 ? document.Name : Normalise(Path.Combine(Path.GetDirectoryName(document.Name)!, file))
            where !headings.TryGetValue(target, out var anchors) || !anchors.Contains(link.Groups["anchor"].Value)
            select $"{document.Name}: {link.Value}";

        RepositorySources.AssertNone(broken);
    }

    [Fact]
    public void Every_decision_that_the_code_cites_by_its_heading_is_there()
    {
        var decisions = Assert.Single(RepositorySources.Documents, document => document.Name == "docs/decisions.md").Text;
        var headings = AnchorsOf(decisions).ToHashSet(StringComparer.Ordinal);

        var cited =
            from file in RepositorySources.Product.Concat(RepositorySources.Tests)
            from Match citation in CitedHeading().Matches(file.Text)
            select (file.Name, Heading: citation.Groups["heading"].Value);

        Assert.NotEmpty(cited);
        RepositorySources.AssertNone(cited.Where(citation => !headings.Contains(ToAnchor(citation.Heading))).Select(citation => $"{citation.Name}: {citation.Heading}"));
    }

    [Fact]
    public void The_code_that_the_recipe_shows_stands_in_the_tree()
    {
        var recipe = Assert.Single(RepositorySources.Documents, document => document.Name == "docs/adding-an-operation.md").Text;
        var tree = RepositorySources.Product.Concat(RepositorySources.Tests).Select(file => Squeeze(file.Text)).ToList();

        var shown = CSharpBlock().Matches(recipe).Select(block => block.Groups["code"].Value).ToList();

        Assert.NotEmpty(shown);
        RepositorySources.AssertNone(shown.Where(code => !tree.Exists(file => file.Contains(Squeeze(code), StringComparison.Ordinal))));
    }

    // As forges make them: lower case, no punctuation, hyphens for spaces.
    private static IEnumerable<string> AnchorsOf(string markdown) =>
        Heading().Matches(CodeBlock().Replace(markdown, "")).Select(heading => ToAnchor(heading.Groups["text"].Value));

#pragma warning disable CA1308 // An anchor is lower case; it is no key to compare by.
    private static string ToAnchor(string heading) =>
        Punctuation().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');
#pragma warning restore CA1308

    private static string Normalise(string path) =>
        Path.GetRelativePath(RepositorySources.Root, Path.GetFullPath(Path.Combine(RepositorySources.Root, path))).Replace('\\', '/');

    private static string Squeeze(string code) => WhiteSpace().Replace(code, " ").Trim();

    [GeneratedRegex(@"\]\((?<file>[^)\s#]*)#(?<anchor>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex LinkToHeading();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"decisions\.md, (?<heading>[A-Za-z ]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CitedHeading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex WhiteSpace();

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CodeBlock();
}
