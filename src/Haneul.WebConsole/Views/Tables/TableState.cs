using System.Globalization;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Views.Tables;

/// <summary>
/// What the address of a page says of its table: page, size, sorting, columns, and every other parameter, which links of the table keep. Values that make no sense are ignored:
/// an address that somebody edited shows the table as it is by default.
/// </summary>
public sealed class TableState
{
    private const int DefaultSize = 50;
    private const int LargestSize = 200;

    private readonly Page _page;

    public TableState(Page page)
    {
        _page = page;
        Size = Number("size", DefaultSize, LargestSize);
        PageNumber = Number("page", 1, int.MaxValue / LargestSize);
        Sort = page.Query("sort");
        IsDescending = page.Query("dir") == "desc";
        Columns = page.Context.Request.Query["columns"] is { Count: > 0 } chosen
            ? chosen.SelectMany(static value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal)
            : null;
    }

    /// <summary>Rows of a page.</summary>
    public int Size { get; }

    /// <summary>The page, from 1.</summary>
    public int PageNumber { get; }

    /// <summary>Rows before the page.</summary>
    public int Offset => (PageNumber - 1) * Size;

    /// <summary>What it is sorted by; null for the default of the API.</summary>
    public string? Sort { get; }

    /// <summary>Whether the largest come first.</summary>
    public bool IsDescending { get; }

    /// <summary>The columns that were chosen; null if none were.</summary>
    public IReadOnlySet<string>? Columns { get; }

    /// <summary>The address of this page with some parameters changed; null takes one out.</summary>
    public string With(params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var query = _page.Context.Request.Query.Where(static part => part.Key.Length <= 40).ToDictionary(static part => part.Key, static part => part.Value.ToString(), StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                query.Remove(name);
            }
            else
            {
                query[name] = value;
            }
        }

        var text = string.Join('&', query.Select(static part => $"{Uri.EscapeDataString(part.Key)}={Uri.EscapeDataString(part.Value)}"));
        return _page.Prefix + _page.Path + (text.Length == 0 ? "" : "?" + text);
    }

    private int Number(string name, int otherwise, int most) =>
        int.TryParse(_page.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : otherwise;
}
