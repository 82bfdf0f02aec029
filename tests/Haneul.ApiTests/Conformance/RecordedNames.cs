using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Haneul.ApiTests.Conformance;

/// <summary>
/// What stands in a recording, and what stands for it in this run: ids, audit ids and secrets, which every server draws by itself. They are
/// learned from the answers, in the order in which they come.
/// </summary>
internal sealed partial class RecordedNames(string ourAddress)
{
    /// <summary>The address of the recorded service.</summary>
    public const string RecordedAddress = "http://keystone.example:5000/v3";

    private readonly Dictionary<string, string> _ours = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <summary>A copy that may learn without being believed.</summary>
    public RecordedNames Copy()
    {
        var copy = new RecordedNames(ourAddress);
        copy.Learn(this);
        copy._refused.UnionWith(_refused);
        return copy;
    }

    /// <summary>Takes over what the other has learned.</summary>
    public void Learn(RecordedNames other)
    {
        foreach (var (recorded, ours) in other._ours)
        {
            _ours[recorded] = ours;
        }
    }

    /// <summary>Gives a recorded text its meaning in this run.</summary>
    public void Learn(string recorded, string ours) => _ours[recorded] = ours;

    /// <summary>Notes everything that a creation made and that ours refuses on purpose.</summary>
    public void Refuse(string answer) => _refused.UnionWith(HexIds().Matches(answer).Select(match => match.Value).Where(id => !_ours.ContainsKey(id)));

    /// <summary>Whether a recorded text tells of something that ours refused to make.</summary>
    public bool MentionsRefused(string recorded) => _refused.Any(id => recorded.Contains(id, StringComparison.Ordinal));

    /// <summary>Whether a recorded text tells of something that this run made as the recording did, which gave all its things a name of its own.</summary>
    public bool Knows(string recorded) => recorded.Contains("-rec\"", StringComparison.Ordinal) && HexIds().Matches(recorded).All(match => _ours.ContainsKey(match.Value));

    /// <summary>A recorded text with the address, ids and secrets of this run.</summary>
    [return: NotNullIfNotNull(nameof(recorded))]
    public string? Translate(string? recorded) => recorded is null ? null
        : DrawnTexts().Replace(recorded.Replace(RecordedAddress, ourAddress, StringComparison.Ordinal), match => _ours.GetValueOrDefault(match.Value, match.Value));

    /// <summary>Whether ours is the counterpart of something that a server draws; a first meeting makes it so.</summary>
    /// <returns>Null when the recorded text is nothing drawn.</returns>
    public bool? Meets(string recorded, string ours)
    {
        if (_ours.TryGetValue(recorded, out var known))
        {
            return string.Equals(known, ours, StringComparison.Ordinal);
        }

        var alike = Secret().IsMatch(recorded) ? ours.Length > 0
            : HexId().IsMatch(recorded) ? HexId().IsMatch(ours)
            : AuditId().IsMatch(recorded) ? AuditId().IsMatch(ours)
            : (bool?)null;
        if (alike is true)
        {
            _ours.Add(recorded, ours);
        }

        return alike;
    }

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.None, 1000)]
    private static partial Regex HexId();

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", RegexOptions.None, 1000)]
    private static partial Regex HexIds();

    [GeneratedRegex("^[A-Za-z0-9_-]{22}$", RegexOptions.None, 1000)]
    private static partial Regex AuditId();

    [GeneratedRegex("^<secret of [A-Za-z0-9]+>$", RegexOptions.None, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])|<secret of [A-Za-z0-9]+>|<password>", RegexOptions.None, 1000)]
    private static partial Regex DrawnTexts();
}
