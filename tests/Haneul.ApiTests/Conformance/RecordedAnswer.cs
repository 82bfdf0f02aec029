using System.Text.Json;
using System.Text.RegularExpressions;

namespace Haneul.ApiTests.Conformance;

/// <summary>
/// Compares an answer with the recorded one of the same request, value by value: only what a server draws by itself (ids, secrets, times,
/// texts of errors) may be another, and what stands for an id stays the same over the whole recording.
/// </summary>
/// <param name="exchange">The recorded exchange.</param>
/// <param name="names">What stands for the recorded ids in this run.</param>
internal sealed partial class RecordedAnswer(GoldenExchange exchange, RecordedNames names)
{
    /// <summary>
    /// Where an answer tells what an installation brings along. Each of our items has to have the shape of a recorded one, and the recorded ones
    /// that the recording itself made have to be there.
    /// </summary>
    private static readonly (string Pointer, int[] Exchanges, string Reason)[] OpenLists =
    [
        ("/token/catalog", [4, 7, 17, 18, 28, 136, 155, 156, 157, 163, 165, 167, 186], "the catalog holds the services of this product"),
        ("/catalog", [27], "the catalog holds the services of this product"),
        ("/token/roles", [4, 7, 8, 17, 18, 28], "the administrator holds the roles that the first start makes"),
        ("/token/roles", [155, 156, 157, 163], "an access key carries what its roles imply, too"),
        ("/application_credential/roles", [142, 152], "an access key carries what its roles imply, too"),
        ("/application_credentials/0/roles", [150, 151], "an access key carries what its roles imply, too"),
        ("/application_credentials/1/roles", [150], "an access key carries what its roles imply, too"),
        ("/role_inferences", [108], "the roles that the first start makes imply each other"),
        ("/role_assignments", [133], "the administrator holds the roles that the first start makes"),
        ("/regions", [203], "the region of the first start has another name"),
    ];

    /// <summary>What an answer may leave out on purpose.</summary>
    private static readonly (string Pointer, int[] Exchanges, string Reason)[] NotNeeded =
    [
        ("/error/identity", [13, 160], "a refused sign-in need not list the methods"),
    ];

    /// <summary>Texts that are ours: any will do, of the same kind.</summary>
    private static readonly (string Pointer, int[] Exchanges, string Reason)[] OwnTexts =
    [
        ("/model/description", [229], "an explanation in words of our own"),
        ("/links/self", [57, 185], "Keystone's link leads to no resource"),
        ("/trust/roles_links/self", [182, 183], "Keystone's link leads to no resource"),
        ("location", [58], "Keystone's link leads to no resource"),
    ];

    /// <summary>
    /// The effective roles of somebody whose roles imply each other in a circle: Keystone repeats an assignment for each way through the circle, and links
    /// to rules under a path that it does not serve. Who has which role where is the same.
    /// </summary>
    private static readonly int[] ThroughACircle = [128, 129];

    private readonly List<string> _differences = [];

    /// <summary>Every way in which ours is another; learns the ids that it meets.</summary>
    public IReadOnlyList<string> Compare(ContractAnswer ours)
    {
        if (ours.Status != exchange.ExpectedStatus)
        {
            // Another answer altogether: to compare the bodies would only drown it.
            return [$"status {ours.Status} instead of {exchange.ExpectedStatus}: {Shorten(ours.Body)}"];
        }

        if (exchange.DiffersOnPurpose)
        {
            names.Refuse(exchange.RecordedStatus < 300 ? exchange.Response.GetRawText() : "");
            return exchange.Differences(ours);
        }

        CompareHeaders(ours);
        if (exchange.Response.ValueKind == JsonValueKind.Null || ours.Body.Length == 0)
        {
            if ((exchange.Response.ValueKind == JsonValueKind.Null) != (ours.Body.Length == 0))
            {
                _differences.Add($"body '{Shorten(ours.Body)}' instead of {Shorten(exchange.Response.GetRawText())}");
            }
        }
        else
        {
            Compare(exchange.Response, JsonElement.Parse(ours.Body), "", names, _differences);
        }

        return _differences;
    }

    private void CompareHeaders(ContractAnswer ours)
    {
        foreach (var name in new[] { "content-type", "vary", "x-subject-token", "www-authenticate", "location" })
        {
            var recorded = exchange.Headers.TryGetProperty(name, out var header) ? names.Translate(header.GetString()) : null;
            var actual = ours.Headers.GetValueOrDefault(name);
            var alike = (name, recorded, actual) switch
            {
                // An answer of ours may leave the type of the body out that it does not have.
                ("content-type", _, null) => ours.Body.Length == 0 || recorded is null,
                (_, null, _) => actual is null,
                (_, _, null) => false,
                ("content-type", _, _) => string.Equals(actual.Split(';')[0], recorded.Split(';')[0], StringComparison.Ordinal),
                ("vary", _, _) => actual.Split(',', StringSplitOptions.TrimEntries).Contains(recorded, StringComparer.OrdinalIgnoreCase),
                ("x-subject-token", _, _) => actual.Length > 0,
                _ => string.Equals(actual, recorded, StringComparison.Ordinal) || (IsIn(OwnTexts, name) && GoldenShape.AreOfOneKind(recorded, actual)),
            };
            if (!alike)
            {
                _differences.Add($"header {name}: {actual ?? "none"} instead of {recorded ?? "none"}");
            }
        }
    }

    private void Compare(JsonElement recorded, JsonElement ours, string pointer, RecordedNames known, List<string> found)
    {
        if (recorded.ValueKind != ours.ValueKind)
        {
            found.Add($"{pointer}: {Shorten(ours.GetRawText())} instead of {Shorten(recorded.GetRawText())}");
            return;
        }

        switch (recorded.ValueKind)
        {
            case JsonValueKind.Object:
                CompareMembers(recorded, ours, pointer, known, found);
                break;
            case JsonValueKind.Array when IsOpen(pointer):
                CompareOpenList(recorded, ours, pointer, known, found);
                break;
            case JsonValueKind.Array:
                CompareLists(recorded, ours, pointer, known, found);
                break;
            case JsonValueKind.String:
                CompareTexts(recorded.GetString()!, ours.GetString()!, pointer, known, found);
                break;
            default:
                if (!JsonElement.DeepEquals(recorded, ours))
                {
                    found.Add($"{pointer}: {ours.GetRawText()} instead of {recorded.GetRawText()}");
                }

                break;
        }
    }

    private void CompareMembers(JsonElement recorded, JsonElement ours, string pointer, RecordedNames known, List<string> found)
    {
        // Links last: the ids that they are made of stand beside them. Ids may be names of members, too.
        var expected = recorded.EnumerateObject().OrderBy(member => member.Name.EndsWith("links", StringComparison.Ordinal))
            .Select(member => (Name: known.Translate(member.Name), member.Value)).ToList();
        foreach (var (name, value) in expected)
        {
            if (!ours.TryGetProperty(name, out var actual))
            {
                if (!IsIn(NotNeeded, $"{pointer}/{name}"))
                {
                    found.Add($"{pointer}/{name}: is missing");
                }
            }
            else if (!(name is "links" && pointer.Length > 0 && ThroughACircle.Contains(exchange.Number)))
            {
                Compare(value, actual, $"{pointer}/{name}", known, found);
            }
        }

        found.AddRange(ours.EnumerateObject().Where(member => !expected.Exists(each => each.Name == member.Name))
            .Select(member => $"{pointer}/{member.Name}: was not recorded, is {Shorten(member.Value.GetRawText())}"));
    }

    /// <summary>Both hold the same items, in whatever order; an item that Keystone repeats need not be repeated.</summary>
    private void CompareLists(JsonElement recorded, JsonElement ours, string pointer, RecordedNames known, List<string> found)
    {
        var expected = recorded.EnumerateArray().Where(item => !known.MentionsRefused(item.GetRawText())).ToList();
        var unmet = ours.EnumerateArray().ToList();
        var met = new List<JsonElement>();
        foreach (var item in expected)
        {
            if (Nearest(item, unmet, pointer, known) is not { } nearest)
            {
                if (Nearest(item, met, pointer, known) is not { Differences.Count: 0 })
                {
                    found.Add($"{pointer}: lacks {Shorten(known.Translate(item.GetRawText()))}");
                }
            }
            else if (nearest.Differences.Count > 0 && Nearest(item, met, pointer, known) is { Differences.Count: 0 })
            {
                // Recorded twice, answered once.
            }
            else
            {
                if (nearest.Differences.Count == 0)
                {
                    known.Learn(nearest.Names);
                }

                found.AddRange(nearest.Differences);
                unmet.Remove(nearest.Item);
                met.Add(nearest.Item);
            }
        }

        found.AddRange(unmet.Where(item => expected.TrueForAll(each => Differences(each, item, pointer, known.Copy()).Count > 0))
            .Select(item => $"{pointer}: was not recorded: {Shorten(item.GetRawText())}"));
    }

    private void CompareOpenList(JsonElement recorded, JsonElement ours, string pointer, RecordedNames known, List<string> found)
    {
        GoldenShape.Compare(recorded, ours, pointer, found);
        found.AddRange(recorded.EnumerateArray()
            .Where(item => known.Knows(item.GetRawText()))
            .Where(item => ours.EnumerateArray().All(each => Differences(item, each, pointer, known.Copy()).Count > 0))
            .Select(item => $"{pointer}: lacks {Shorten(known.Translate(item.GetRawText()))}"));
    }

    private (JsonElement Item, List<string> Differences, RecordedNames Names)? Nearest(JsonElement recorded, List<JsonElement> items, string pointer, RecordedNames known)
    {
        (JsonElement Item, List<string> Differences, RecordedNames Names)? nearest = null;
        foreach (var (index, item) in items.Index())
        {
            var copy = known.Copy();
            var differences = Differences(recorded, item, $"{pointer}/{index}", copy);
            if (nearest is null || differences.Count < nearest.Value.Differences.Count)
            {
                nearest = (item, differences, copy);
            }
        }

        return nearest;
    }

    private List<string> Differences(JsonElement recorded, JsonElement ours, string pointer, RecordedNames known)
    {
        var found = new List<string>();
        Compare(recorded, ours, pointer, known, found);
        return found;
    }

    private void CompareTexts(string recorded, string ours, string pointer, RecordedNames known, List<string> found)
    {
        // What a request asked for comes back as it is; all other times are the server's.
        var isAnyTime = Time().IsMatch(recorded) && !recorded.StartsWith("2036-", StringComparison.Ordinal);
        var alike = recorded is "<text>" ? ours.Length > 0
            : isAnyTime || IsIn(OwnTexts, pointer) ? GoldenShape.AreOfOneKind(recorded, ours)
            : known.Meets(recorded, ours) ?? string.Equals(known.Translate(recorded), ours, StringComparison.Ordinal);
        if (!alike)
        {
            found.Add($"{pointer}: '{ours}' instead of '{known.Translate(recorded)}'");
        }
    }

    private bool IsOpen(string pointer) => IsIn(OpenLists, pointer);

    private bool IsIn((string Pointer, int[] Exchanges, string Reason)[] table, string pointer) =>
        table.Any(each => each.Pointer == pointer && each.Exchanges.Contains(exchange.Number));

    private static string Shorten(string text) => text.Length <= 300 ? text : text[..300] + "...";

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T", RegexOptions.None, 1000)]
    private static partial Regex Time();
}
