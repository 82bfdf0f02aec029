namespace Haneul.WebConsole.Views.Tables;

/// <summary>A column of a table.</summary>
/// <typeparam name="TRow">What a row shows.</typeparam>
/// <param name="Key">Its name in addresses: <c>created_at</c>.</param>
/// <param name="Header">What it is called.</param>
/// <param name="Cell">What a row shows in it.</param>
/// <param name="SortKey">What the API sorts by for it; null if it does not.</param>
/// <param name="IsOptional">Whether it is left out unless it is chosen.</param>
public sealed record Column<TRow>(string Key, string Header, RenderFragment<TRow> Cell, string? SortKey = null, bool IsOptional = false);
