using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Tables;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets;

/// <summary>A secret in the list. What the contract's own list does not have is null there.</summary>
public sealed record SecretRow
{
    /// <summary>Unique id.</summary>
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Description.</summary>
    public string? Description { get; init; }

    /// <summary>Status as the wire has it.</summary>
    public required string Status { get; init; }

    /// <summary>Newest version.</summary>
    public required int DefaultVersion { get; init; }

    /// <summary>User key; null for the service key.</summary>
    public string? KeyName { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Who did.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Whether access control lets the person at it.</summary>
    public required bool IsAccessible { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When a value was last read.</summary>
    public DateTimeOffset? LastReadAt { get; init; }
}

/// <summary>What the list of secrets shows.</summary>
/// <param name="Rows">The secrets of the page.</param>
/// <param name="Table">Page and sorting.</param>
/// <param name="HasDetails">Whether rows have tags and dates of changes: searches have them, the contract's list does not.</param>
/// <param name="IsFiltered">Whether anything was asked for.</param>
/// <param name="Total">How many there are in all; null where only the next page is known.</param>
/// <param name="NextCursor">The next page of a search.</param>
/// <param name="Problem">What is wrong with the search.</param>
public sealed record SecretListModel(IReadOnlyList<SecretRow> Rows, TableState Table, bool HasDetails, bool IsFiltered, long? Total, string? NextCursor, string? Problem);

/// <summary>
/// Lists the secrets of the project. Words and tags are searched for, newest first; sorting and states are what the contract's list can do. What a page shows follows from which of
/// the two it needs.
/// </summary>
internal static class ListSecrets
{
    private const int MostWords = 10;

    private static readonly string[] SortKeys = ["name", "status", "default_version", "kms_key_name", "created_at", "created_by"];

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (words, tag) = (page.Query("q")?.Trim(), page.Query("tag")?.Trim());
        var state = page.Query("state") is "Active" or "Deactivated" ? page.Query("state") : null;
        page.Form = FormFields.With(("q", words), ("tag", tag), ("state", state));
        var table = new TableState(page);
        if (words is not null && !IsSearchable(words))
        {
            return Show(page, new([], table, true, true, null, null, page.T(SecretTexts.SearchNeedsWord)), StatusCodes.Status400BadRequest);
        }

        var isSearch = words is not null || tag is not null;
        return !isSearch && (state is not null || SortKeys.Contains(table.Sort, StringComparer.Ordinal))
            ? await ListAsync(page, table, state)
            : await SearchAsync(page, table, words, tag, state);
    }

    private static async Task<PageAnswer> SearchAsync(Page page, TableState table, string? words, string? tag, string? state)
    {
        var path = ApiPath.Of($"/secrets-manager-service/haneul/v1/secrets-manager/secrets?limit={table.Size}").With("q", words).With("tag", tag).With("cursor", page.Query("cursor"));
        var answer = await page.Api.GetAsync(path);
        if (!answer.IsSuccess)
        {
            return SecretProblems.Fail(page, answer);
        }

        // The search knows no states, so a page of it may come out shorter.
        var found = answer.Read(SecretCatalogueJson.Default.SearchSecretsResponse);
        var rows = found.Secrets.Where(secret => state is null || secret.Status == state).Select(ToRow).ToList();
        return Show(page, new(rows, table, true, words is not null || tag is not null || state is not null, null, found.NextCursor, null));
    }

    private static async Task<PageAnswer> ListAsync(Page page, TableState table, string? state)
    {
        var path = ApiPath.Of($"/secrets-manager-service/api/v1/secrets?limit={table.Size}&offset={table.Offset}").With("status", state);
        if (SortKeys.Contains(table.Sort, StringComparer.Ordinal))
        {
            path.With("sort_keys", table.Sort).With("sort_dirs", table.IsDescending ? "desc" : "asc");
        }

        var answer = await page.Api.GetAsync(path);
        if (!answer.IsSuccess)
        {
            return SecretProblems.Fail(page, answer);
        }

        var found = answer.Read(SecretsManagerJson.Default.ListSecretsResponse);
        return Show(page, new([.. found.Secrets.Select(ToRow)], table, false, state is not null, found.Pagination.Total, null, null));
    }

    private static bool IsSearchable(string words) =>
        words.Any(char.IsLetterOrDigit) && words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length <= MostWords;

    private static SecretRow ToRow(CatalogueSecret secret) => new()
    {
        Id = secret.Id,
        Name = secret.Name,
        Description = secret.Description,
        Status = secret.Status,
        DefaultVersion = secret.DefaultVersion,
        KeyName = secret.KmsKeyName,
        CreatedAt = WireInstant.Parse(secret.CreatedAt),
        CreatedBy = secret.CreatedBy,
        IsAccessible = secret.IsAccessible,
        Tags = secret.Tags,
        ChangedAt = WireInstant.Parse(secret.ChangedAt),
        LastReadAt = WireInstant.Parse(secret.LastReadAt),
    };

    private static SecretRow ToRow(Secret secret) => new()
    {
        Id = secret.Id,
        Name = secret.Name,
        Description = secret.Description,
        Status = secret.Status,
        DefaultVersion = secret.DefaultVersion,
        KeyName = secret.KmsKeyName,
        CreatedAt = WireInstant.Parse(secret.CreatedAt),
        CreatedBy = secret.CreatedBy,
        IsAccessible = secret.IsAccessible ?? true,
    };

    private static PageAnswer Show(Page page, SecretListModel model, int status = StatusCodes.Status200OK) =>
        page.Show<SecretListView, SecretListModel>(page.T(SecretTexts.Title), model, status);
}
