namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>The tables of this folder beside the requests.</summary>
internal static class WalkTables
{
    private static readonly string[] Collections = ["List", "Search", "Stream", "Resolve"];

    // About the service itself, what is just being made and has no id for others, the caller's own scope, or what is the same for everyone.
    private static readonly string[] WithoutResource =
    [
        "secrets-manager.GetSecretsManagerServiceStatus", "secrets-manager.ActivateSecretsManagerService", "kms.GetKmsServiceStatus", "kms.ActivateKmsService",
        "iam.IssueToken", "iam.GetAuthSystem", "iam.GetAuthCatalog", "iam.GetDomainConfigDefault", "iam.GetDomainConfigGroupDefault", "iam.GetDomainConfigOptionDefault",
        "secrets-manager.GetSecretsManagerSummary", "kms.GetKmsSummary", "cloud-trail.GetTrailHealth", "config.GetInstallation",
        "cloud-trail.GetEventCounts", "cloud-trail.ExportEvents", "cloud-trail.GetLogStorage", "cloud-trail.GetTrailCheckpointKey",
    ];

    // The collection in whose paths the ids of a resource type are. That of a version is its secret's or key's.
    private static readonly Dictionary<string, string> CollectionOf = new(StringComparer.Ordinal)
    {
        ["Secret"] = "secrets",
        ["Secret Version"] = "secrets",
        ["Key"] = "keys",
        ["Key Version"] = "keys",
        ["User"] = "users",
        ["Group"] = "groups",
        ["Project"] = "projects",
        ["Domain"] = "domains",
        ["Role"] = "roles",
        ["Service Account"] = "service-accounts",
        ["Application Credential"] = "application_credentials",
        ["Limit"] = "limits",
        ["Region"] = "regions",
        ["Endpoint"] = "endpoints",
        ["Trust"] = "trusts",
    };

    /// <summary>The id that a path has behind the collection of a resource type; null for none. Names are no ids.</summary>
    public static string? ResourceInPath(string resourceType, string path)
    {
        if (!CollectionOf.TryGetValue(resourceType, out var collection))
        {
            return null;
        }

        var segments = path.Split('/');
        var index = Array.IndexOf(segments, collection) + 1;
        return index > 0 && index < segments.Length && segments[index] is { Length: 32 or 36 } id ? id : null;
    }

    /// <summary>The rows of the vendor's catalogue for the services that are built: service, resource type, name, category, and why nothing makes it yet.</summary>
    public static IReadOnlyList<(string Service, PageEvent Event, string WhyNot)> Names { get; } =
        [.. Read("names.txt").Select(static cells => (cells[0], new PageEvent(cells[2], cells[1], cells[3], IsPerItem: false), cells[4]))];

    /// <summary>Whether an operation is about no single resource.</summary>
    public static bool IsWithoutResource(string operation) =>
        WithoutResource.Contains(operation) || Array.Exists(Collections, start => operation.Split('.')[1].StartsWith(start, StringComparison.Ordinal));

    private static IEnumerable<string[]> Read(string name)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Api", "CloudTrail", "Catalogue", name)))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                Assert.True(cells.Length is 4 or 5, line);
                yield return [.. cells, .. Enumerable.Repeat("", 5 - cells.Length)];
            }
        }
    }
}
