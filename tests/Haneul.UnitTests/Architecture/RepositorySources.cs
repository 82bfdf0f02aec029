using System.Text.RegularExpressions;

namespace Haneul.UnitTests.Architecture;

/// <summary>One text file of the repository.</summary>
/// <param name="Name">Its path from the root, with slashes.</param>
/// <param name="Text">What is in it.</param>
internal sealed record SourceFile(string Name, string Text);

/// <summary>The repository's files as text, for rules that no type shows.</summary>
internal static partial class RepositorySources
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The product's C# files.</summary>
    public static IReadOnlyList<SourceFile> Product { get; } = Read("src", "*.cs");

    /// <summary>The C# files of the tests.</summary>
    public static IReadOnlyList<SourceFile> Tests { get; } = Read("tests", "*.cs");

    /// <summary>The documents for people.</summary>
    public static IReadOnlyList<SourceFile> Documents { get; } =
        [.. Read("docs", "*.md"), .. Read("contracts", "*.md"), new("README.md", File.ReadAllText(Path.Combine(Root, "README.md")))];

    /// <summary>The code without what comments say.</summary>
    public static string WithoutComments(string text) => Comment().Replace(text, "");

    /// <summary>Fails with every offender by name.</summary>
    public static void AssertNone(IEnumerable<string> offenders)
    {
        var list = offenders.ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }

    [GeneratedRegex("^\\s*//.*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Comment();

    private static List<SourceFile> Read(string folder, string pattern)
    {
        var files = Directory.GetFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => (Path: file, Name: Path.GetRelativePath(Root, file).Replace('\\', '/')))
            .Where(file => !file.Name.Contains("/obj/", StringComparison.Ordinal) && !file.Name.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => new SourceFile(file.Name, File.ReadAllText(file.Path)))
            .ToList();
        return files.Count > 0 ? files : throw new InvalidOperationException($"No {pattern} below {folder}: every rule would hold.");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Haneul.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Haneul.slnx in a folder above {AppContext.BaseDirectory}");
    }
}
