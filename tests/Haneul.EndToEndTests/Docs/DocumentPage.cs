using System.Text;
using System.Text.RegularExpressions;

namespace Haneul.EndToEndTests.Docs;

/// <summary>A block of commands on a page of the documentation.</summary>
/// <param name="Line">The line of the page on which the commands begin.</param>
/// <param name="Commands">What stands in the block.</param>
/// <param name="Answer">What stands in the block of output that follows at once; null where none does.</param>
public sealed record DocumentBlock(int Line, string Commands, string? Answer)
{
    /// <summary>Stands for what differs from run to run, within one line.</summary>
    public const string Ellipsis = "…";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether an output is the one that the page shows. Without one on the page there may be none.</summary>
    public bool Matches(string output) =>
        Regex.IsMatch(output, $"^{Regex.Escape(Answer ?? "").Replace(Ellipsis, "[^\n]*", StringComparison.Ordinal)}\\z", RegexOptions.CultureInvariant, Patience);
}

/// <summary>A page of <c>docs/</c>, read for its commands: blocks of the language <c>sh</c>, and the output under them.</summary>
public sealed partial class DocumentPage
{
    private DocumentPage(IReadOnlyList<DocumentBlock> blocks) => Blocks = blocks;

    /// <summary>The blocks of commands, in the order of the page.</summary>
    public IReadOnlyList<DocumentBlock> Blocks { get; }

    /// <summary>Reads a page of the source tree that the tests were built from.</summary>
    public static DocumentPage Read(string name) => Parse(File.ReadAllText(Path.Combine(FindFolder(), name)));

    /// <summary>Reads the text of a page.</summary>
    public static DocumentPage Parse(string text) => new([.. CommandBlock().Matches(text).Select(found => new DocumentBlock(
        text.AsSpan(0, found.Groups["commands"].Index).Count('\n') + 1,
        found.Groups["commands"].Value,
        found.Groups["answer"].Success ? found.Groups["answer"].Value : null))]);

    /// <summary>The only block in which a text stands.</summary>
    public DocumentBlock BlockWith(string text) => Assert.Single(Blocks, block => block.Commands.Contains(text, StringComparison.Ordinal));

    /// <summary>One script of several blocks, which share a shell; after each it prints the exit code behind a mark.</summary>
    public static string ScriptOf(IEnumerable<DocumentBlock> blocks)
    {
        var script = new StringBuilder();
        foreach (var block in blocks)
        {
            script.Append(block.Commands).Append("printf '\\036%s\\036' $?\n");
        }

        return script.ToString();
    }

    /// <summary>What <see cref="ScriptOf"/> printed, block by block.</summary>
    public static IReadOnlyList<(string Output, string ExitCode)> OutputsOf(string printed) =>
        [.. printed.Split('\u001e').Chunk(2).Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1]))];

    [GeneratedRegex("^```sh\n(?<commands>.*?)^```\n(```(json|text)\n(?<answer>.*?)^```\n)?", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CommandBlock();

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Haneul.slnx")))
            {
                return Path.Combine(folder.FullName, "docs");
            }
        }

        throw new DirectoryNotFoundException("The tests do not lie below the source tree, so there is no docs/ to read.");
    }
}
