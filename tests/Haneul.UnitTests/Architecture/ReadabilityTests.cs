using System.Text.RegularExpressions;

namespace Haneul.UnitTests.Architecture;

/// <summary>What keeps the code and its documents fit for a reader.</summary>
public sealed partial class ReadabilityTests
{
    private const int MostLines = 300;

    [Fact]
    public void No_source_file_is_longer_than_a_reader_can_hold()
    {
        var offenders = RepositorySources.Product
            .Select(file => (file.Name, Lines: file.Text.AsSpan().Count('\n')))
            .Where(file => file.Lines > MostLines)
            .Select(file => $"{file.Name}: {file.Lines}");

        RepositorySources.AssertNone(offenders);
    }

    [Fact]
    public void Every_link_in_the_documents_leads_to_a_file()
    {
        var broken =
            from document in RepositorySources.Documents
            from Match link in Link().Matches(WithoutCode(document.Text))
            let target = link.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal)
            let path = Path.Combine(RepositorySources.Root, Path.GetDirectoryName(document.Name)!, target.Split('#')[0])
            where !Path.Exists(path)
            select $"{document.Name}: {target}";

        RepositorySources.AssertNone(broken);
    }

    [Fact]
    public void Every_document_that_the_code_cites_is_there()
    {
        var broken =
            from file in RepositorySources.Product
            from Match citation in Citation().Matches(file.Text)
            where !Exists(citation.Value.TrimEnd('.'))
            select $"{file.Name}: {citation.Value}";

        RepositorySources.AssertNone(broken);
    }

    [Fact]
    public void Every_file_that_the_documents_name_is_there()
    {
        var broken =
            from document in RepositorySources.Documents
            from Match path in SourcePath().Matches(document.Text)
            where !Path.Exists(Path.Combine(RepositorySources.Root, path.Groups["path"].Value))
            select $"{document.Name}: {path.Groups["path"].Value}";

        RepositorySources.AssertNone(broken);
    }

    /// <summary>Decisions are cited by number (<c>docs/adr/0002</c>) or by file name.</summary>
    private static bool Exists(string citation) =>
        Path.Exists(Path.Combine(RepositorySources.Root, citation))
        || Directory.GetFiles(Path.Combine(RepositorySources.Root, Path.GetDirectoryName(citation)!), Path.GetFileName(citation) + "*").Length > 0;

    private static string WithoutCode(string text) => CodeBlock().Replace(text, "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();

    [GeneratedRegex(@"docs/[\w./-]*\w", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Citation();

    [GeneratedRegex(@"`(?<path>(src|tests|contracts|eng|docs)/[\w./-]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SourcePath();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CodeBlock();
}
