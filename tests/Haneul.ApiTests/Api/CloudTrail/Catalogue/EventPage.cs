using Haneul.ApiTests.Completeness;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>The generated page of events, read back from its text: what it says is what the walk expects.</summary>
internal sealed class EventPage
{
    private const string Calls = "Events of calls";
    private const string OfConsole = "Events of the console in their place";
    private const string OfServer = "Events of the server itself";
    private const string None = "Operations without an event";

    private EventPage(IReadOnlyDictionary<string, List<string[]>> tables)
    {
        Operations = tables[Calls].ToLookup(static cells => cells[3].Trim('`'), static cells => new PageEvent(cells[0], cells[1], cells[2], cells[4] == "item", cells[4] == "change"), StringComparer.Ordinal);
        Silent = tables[None].Select(static cells => cells[0].Trim('`')).ToHashSet(StringComparer.Ordinal);
        All =
        [
            .. tables[Calls].Select(static cells => (NameOf(cells[3].Trim('`').Split('.')[0]), new PageEvent(cells[0], cells[1], cells[2], IsPerItem: false))),
            .. tables[OfConsole].Select(static cells => (NameOf(cells[3].Trim('`').Split('.')[0]), new PageEvent(cells[0], cells[1], cells[2], IsPerItem: false))),
            .. tables[OfServer].Select(static cells => (cells[3], new PageEvent(cells[0], cells[1], cells[2], IsPerItem: false))),
        ];
        Background = [.. tables[OfServer].Select(static cells => (cells[3], new PageEvent(cells[0], cells[1], cells[2], IsPerItem: false), cells[5].Trim('`')))];
    }

    /// <summary>The events of each operation that has some; that of the call as a whole first.</summary>
    public ILookup<string, PageEvent> Operations { get; }

    /// <summary>The operations that have none.</summary>
    public IReadOnlySet<string> Silent { get; }

    /// <summary>Everything on the page with the display name of the service that owns it.</summary>
    public IReadOnlyList<(string Service, PageEvent Event)> All { get; }

    /// <summary>What the server does by itself, with the display name of the service and the kind of the job.</summary>
    public IReadOnlyList<(string Service, PageEvent Event, string Job)> Background { get; }

    /// <summary>Reads the page that a server prints.</summary>
    public static EventPage Of(IServiceProvider services)
    {
        var tables = new Dictionary<string, List<string[]>>(StringComparer.Ordinal);
        var rows = new List<string[]>();
        foreach (var line in ReferencePages.All["events.md"](services).Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                tables.Add(line[3..], rows = []);
            }
            else if (line.StartsWith("| ", StringComparison.Ordinal))
            {
                rows.Add(line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
            }
        }

        foreach (var table in tables.Values)
        {
            table.RemoveAt(0); // The names of the columns.
        }

        return new EventPage(tables);
    }

    /// <summary>The name of a service as people see it (spec/events.md section 5; the last one is ours).</summary>
    public static string NameOf(string service) => service switch
    {
        "iam" => "IAM",
        "kms" => "Key Management Service",
        "secrets-manager" => "Secrets Manager",
        "cloud-trail" => "Cloud Trail",
        "config" => "Client Configuration",
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "No such service."),
    };
}

/// <summary>A row of the page.</summary>
/// <param name="Name">Name of the event.</param>
/// <param name="ResourceType">Its resource type.</param>
/// <param name="Category">Organisation or project.</param>
/// <param name="IsPerItem">Whether there is one for each thing that the call names, in place of one.</param>
/// <param name="IsBeside">Whether there may be one beside that of the call.</param>
internal sealed record PageEvent(string Name, string ResourceType, string Category, bool IsPerItem, bool IsBeside = false);
