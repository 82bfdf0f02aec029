using System.Text.RegularExpressions;

namespace Haneul.ApiTests.Access.Personas;

/// <summary>
/// The tables of this folder, read as they are. They say what Keystone's default policies say and where we differ, written down from Keystone and from spec/roles.md; nothing
/// in them comes from the product's own policies, which they judge.
/// </summary>
internal static class PersonaTables
{
    private static readonly string[] NoAnswer = ["2xx"];

    /// <summary>Every operation with its policy and a sample of a request.</summary>
    public static IReadOnlyList<OperationRow> Operations { get; } = [.. Read("operations.txt", 6).Concat(Read("grants.txt", 6)).Select(static cells =>
        new OperationRow(cells[0], cells[1], RequestRow.Of(cells[2], cells[3]), cells[4], cells[5].Length == 0 ? NoAnswer : cells[5].Split(',')))];

    /// <summary>How targets are made.</summary>
    public static IReadOnlyDictionary<string, TargetRow> Targets { get; } = Read("targets.txt", 5).ToDictionary(
        static cells => cells[0], static cells => new TargetRow(cells[1], RequestRow.Of(cells[2], cells[3]), cells[4]), StringComparer.Ordinal);

    /// <summary>Keystone's default policies: who is admitted by each.</summary>
    public static IReadOnlyDictionary<string, string[]> Keystone { get; } = Read("policies.txt", 2)
        .SelectMany(static cells => cells[1].Split(", ").Select(policy => (Policy: policy, Who: cells[0])))
        .ToDictionary(static row => row.Policy, static row => row.Who.Split(' '), StringComparer.Ordinal);

    /// <summary>Where the product differs, and what only it has.</summary>
    public static IReadOnlyDictionary<string, string[]> Differences { get; } =
        Read("differences.txt", 3).ToDictionary(static cells => cells[0], static cells => cells[1].Split(' '), StringComparer.Ordinal);

    /// <summary>What KakaoCloud's roles may do: the roles, policies and words of each row.</summary>
    public static IReadOnlyList<(string[] Roles, string[] Policies, string Words)> KakaoCloud { get; } =
        [.. Read("kakaocloud.txt", 3).Select(static cells => (cells[0].Split(' '), cells[1].Split(' '), cells[2]))];

    /// <summary>Whom a policy admits.</summary>
    public static IReadOnlyList<string> Who(string policy) => Differences.TryGetValue(policy, out var ours) ? ours : Keystone[policy];

    private static IEnumerable<string[]> Read(string name, int width)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Access", "Personas", name)))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                Assert.True(cells.Length <= width, $"{name}: {line}");
                yield return [.. cells, .. Enumerable.Repeat("", width - cells.Length)];
            }
        }
    }
}

/// <summary>An operation, the policy that decides the request, and what an admitted caller is answered.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Request">The request.</param>
/// <param name="Before">What is done first for a caller who is expected to be admitted: "put", a target to be made, or nothing.</param>
/// <param name="Answers">The statuses that an admitted caller may get; one that ends with "@other" counts alone where the target is of another organisation, "404@unknown" where it is unknown, for everybody.</param>
internal sealed record OperationRow(string OperationId, string Policy, RequestRow Request, string Before, IReadOnlyList<string> Answers)
{
    private const string ToAll = "404@unknown";

    /// <summary>Whether everybody is told that there is no such thing, because nobody can be told whether it is theirs.</summary>
    public bool IsUnknownToAll => Answers.Contains(ToAll);

    /// <summary>Whether a status is an admitted caller's.</summary>
    public bool IsAnswer(int status, Relation relation)
    {
        const string Elsewhere = "@other";
        if (relation == Relation.Unknown)
        {
            return IsUnknownToAll ? status == 404 : status is not (401 or 403) and < 500;
        }

        var special = relation == Relation.Other ? Answers.Where(static answer => answer.EndsWith(Elsewhere, StringComparison.Ordinal)).ToList() : [];
        var usual = Answers.Where(static answer => !answer.EndsWith(Elsewhere, StringComparison.Ordinal));
        return (special.Count > 0 ? special.Select(static answer => answer[..^Elsewhere.Length]) : usual)
            .Any(answer => answer == "2xx" ? status is >= 200 and < 300 : answer == $"{status}");
    }
}

/// <summary>How a target is made.</summary>
/// <param name="By">"admin", or "user" for the user of the place.</param>
/// <param name="Request">The request that makes it.</param>
/// <param name="Id">Where its id is in the answer; "#" for the new name in the request.</param>
internal sealed record TargetRow(string By, RequestRow Request, string Id);

/// <summary>A request with targets in braces.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path with the query.</param>
/// <param name="Subject">The token in <c>X-Subject-Token</c>; null for none.</param>
/// <param name="Body">Its body; null for none.</param>
internal sealed partial record RequestRow(HttpMethod Method, string Path, string? Subject, string? Body)
{
    private const string SubjectMark = "subject=";

    /// <summary>The targets that it names, each with its + if it has one.</summary>
    public IEnumerable<string> Targets => Placeholder().Matches($"{Path} {Subject} {Body}").Select(static match => match.Groups["name"].Value);

    public static RequestRow Of(string request, string body)
    {
        var words = request.Split(' ');
        var path = words[1].StartsWith("/haneul/", StringComparison.Ordinal) ? words[1] : "/identity/v3" + words[1];
        return new(new HttpMethod(words[0]), path, words.Length > 2 ? words[2][SubjectMark.Length..] : null, body.Length == 0 ? null : body);
    }

    [GeneratedRegex(@"\{(?<name>#|\+?[a-z][a-z0-9_.]*)\}", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex Placeholder();
}
