using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Tables;

namespace Haneul.WebConsole.Keys;

/// <summary>What the list of keys is asked for. What makes no sense in an address is left out.</summary>
/// <param name="Words">An id, a name or a part of one; null for none.</param>
/// <param name="Type">Type, as the wire has it; null for any.</param>
/// <param name="Purpose">Purpose; null for any.</param>
/// <param name="Algorithm">Algorithm; null for any.</param>
/// <param name="Status">State; null for any.</param>
/// <param name="IsAccessible">Whether access control lets the person at it; null for either.</param>
public sealed record KeyFilter(string? Words, string? Type, string? Purpose, string? Algorithm, string? Status, string? IsAccessible)
{
    // What the API sorts keys by.
    private static readonly string[] SortKeys = ["created_at", "name", "id", "type", "purpose", "status", "algorithm", "default_version", "created_by"];

    /// <summary>Whether anything is asked for.</summary>
    public bool IsAny => this == new KeyFilter(null, null, null, null, null, null);

    /// <summary>Reads the address of a page.</summary>
    public static KeyFilter Read(Page page) => new(
        page.Query("q")?.Trim() is { Length: > 0 and <= 255 } words ? words : null,
        One(page, "type", KeyWords.Types),
        One(page, "purpose", KeyWords.Purposes),
        One(page, "algorithm", KeyWords.Algorithms),
        One(page, "status", KeyWords.Statuses),
        One(page, "access", ["true", "false"]));

    /// <summary>The form that asks for it.</summary>
    public FormFields ToForm() => FormFields.With(
        ("q", Words), ("type", Type ?? ""), ("purpose", Purpose ?? ""), ("algorithm", Algorithm ?? ""), ("status", Status ?? ""), ("access", IsAccessible ?? ""));

    /// <summary>The list of the API that it comes to, without the words, which not every call takes alike.</summary>
    public ApiPath ToPath(TableState table, int limit, int offset)
    {
        var path = ApiPath.Of($"/kms/api/v1/keys?limit={limit}&offset={offset}")
            .With("type", Type).With("purpose", Purpose).With("algorithm", Algorithm).With("status", Status).With("is_accessible", IsAccessible);
        return SortKeys.Contains(table.Sort, StringComparer.Ordinal)
            ? path.With("sort_keys", table.Sort).With("sort_dirs", table.IsDescending ? "desc" : "asc")
            : path;
    }

    private static string? One(Page page, string name, IReadOnlyList<string> known) =>
        page.Query(name) is { } value && known.Contains(value, StringComparer.Ordinal) ? value : null;
}
