using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Transfer.Reading;

/// <summary>
/// What was read of a file: entries with their values as JSON text, in one buffer that is wiped, and everything that is wrong. Problems name lines and names and
/// never anything that might be a value.
/// </summary>
/// <param name="prefix">What goes before the name of each entry.</param>
internal sealed class ImportContent(string prefix) : IDisposable
{
    private readonly List<ImportEntry> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    /// <summary>The entries in the order of the file.</summary>
    public IReadOnlyList<ImportEntry> Entries => _entries;

    /// <summary>What is wrong, at most <see cref="TransferLimits.Problems"/> of it.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Whether nothing more needs to be read.</summary>
    public bool IsHopeless => _problems.Count >= TransferLimits.Problems;

    /// <summary>The values of all versions. A reader writes a value here and then adds the entry that has it.</summary>
    public SecretWriter Values { get; } = new();

    /// <summary>Adds a secret with one version, whose value was written from <paramref name="start"/> on.</summary>
    /// <param name="where">Where the entry stands, such as <c>line 3</c>.</param>
    /// <param name="name">Its name in the file.</param>
    /// <param name="start">Where its value begins in <see cref="Values"/>.</param>
    public void Add(string where, string name, int start)
    {
        if (CheckValue(where, start))
        {
            Add(where, new ImportEntry(name, [new ImportVersion(1, VersionStatus.Active, start, Values.Length - start)]));
        }
    }

    /// <summary>Adds a secret with its versions, whose values were checked.</summary>
    public void Add(string where, ImportEntry entry)
    {
        var whole = prefix + entry.Source;
        if (whole.Any(char.IsControl))
        {
            AddProblem($"{where} has a name with control characters");
        }
        else if (whole.EnumerateRunes().Count() is 0 or > ResourceText.NameCharacters)
        {
            AddProblem($"{where} has a name that does not have 1 to {ResourceText.NameCharacters} characters");
        }
        else if (!_names.Add(whole))
        {
            AddProblem($"{where} repeats a name");
        }
        else if (_entries.Count == TransferLimits.Entries)
        {
            AddProblem($"{where} is one more than the {TransferLimits.Entries} entries that an import may have");
        }
        else
        {
            _entries.Add(entry with { Name = whole });
        }
    }

    /// <summary>Checks the value that was written from <paramref name="start"/> on, as the published API checks values.</summary>
    public bool CheckValue(string where, int start)
    {
        if (SecretValue.FindProblem(Values.Written[start..]) is not { } problem)
        {
            return true;
        }

        AddProblem($"{where} has a value that {problem}");
        return false;
    }

    /// <summary>Says what is wrong.</summary>
    public void AddProblem(string problem)
    {
        if (!IsHopeless)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Makes one secret of everything that was read: an object with a member for each entry.</summary>
    public void Combine(string name)
    {
        var members = _entries.ToList();
        var start = Values.Length;
        Values.Write("{"u8);
        foreach (var member in members)
        {
            Values.Write(Values.Length == start + 1 ? ""u8 : ","u8);
            Values.WriteQuoted(member.Source);
            Values.Write(":"u8);
            using var value = ValueOf(member.Versions[0]);
            Values.Write(value.Span);
        }

        Values.Write("}"u8);
        _entries.Clear();
        _names.Clear();
        Add("the whole", name, start);
    }

    /// <summary>The value of a version in a buffer of its own.</summary>
    public SecretBuffer ValueOf(ImportVersion version)
    {
        var buffer = new SecretBuffer(version.Length);
        Values.Written.Slice(version.Start, version.Length).CopyTo(buffer.Span);
        return buffer;
    }

    /// <inheritdoc />
    public void Dispose() => Values.Dispose();

    /// <summary>An entry by its name, fit to be shown in a problem.</summary>
    public static string Show(string name) => $"'{JsonText.PathOf("", name)}'";
}
