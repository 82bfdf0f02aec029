using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Tables;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys;

/// <summary>What the list of keys shows.</summary>
/// <param name="Keys">The keys of the page.</param>
/// <param name="Table">Page and sorting.</param>
/// <param name="Filter">What was asked for.</param>
/// <param name="Total">How many fit in all.</param>
/// <param name="Unsearched">How many keys there are whose names were not looked at; 0 if all were.</param>
public sealed record KeyListModel(IReadOnlyList<Key> Keys, TableState Table, KeyFilter Filter, long Total, long Unsearched);

/// <summary>
/// Lists the user keys of the project. The API finds keys by everything but a part of a name, so that alone is looked for here, among as many keys as one call gives; whole names and
/// ids are asked of the API too, and so are found among any number.
/// </summary>
internal static class ListKeys
{
    /// <summary>The most that one call of the API gives.</summary>
    public const int MostSearched = 1000;

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        if (KeyApi.Refuse(page) is { } refusal)
        {
            return refusal;
        }

        var filter = KeyFilter.Read(page);
        page.Form = filter.ToForm();
        var table = new TableState(page);
        return filter.Words is null ? await ListAsync(page, filter, table) : await SearchAsync(page, filter, table, filter.Words);
    }

    private static async Task<PageAnswer> ListAsync(Page page, KeyFilter filter, TableState table)
    {
        var answer = await page.Api.GetAsync(filter.ToPath(table, table.Size, table.Offset));
        if (!answer.IsSuccess)
        {
            return KeyProblems.Fail(page, answer);
        }

        var found = answer.Read(KmsKeysJson.Default.ListUserKeysResponse);
        return Show(page, new(found.Keys, table, filter, found.Pagination.Total, 0));
    }

    private static async Task<PageAnswer> SearchAsync(Page page, KeyFilter filter, TableState table, string words)
    {
        var answers = await Task.WhenAll(
            page.Api.GetAsync(filter.ToPath(table, MostSearched, 0)),
            page.Api.GetAsync(filter.ToPath(table, 1, 0).With("name", words)),
            page.Api.GetAsync(filter.ToPath(table, 1, 0).With("id", words)));
        if (answers.FirstOrDefault(static answer => !answer.IsSuccess) is { } failed)
        {
            return KeyProblems.Fail(page, failed);
        }

        var lists = answers.Select(static answer => answer.Read(KmsKeysJson.Default.ListUserKeysResponse)).ToList();
        var fitting = lists[0].Keys.Where(key => key.Name.Contains(words, StringComparison.OrdinalIgnoreCase));
        var keys = lists[1].Keys.Concat(lists[2].Keys).Concat(fitting).DistinctBy(static key => key.Id, StringComparer.Ordinal).ToList();
        return Show(page, new([.. keys.Skip(table.Offset).Take(table.Size)], table, filter, keys.Count, Math.Max(0, lists[0].Pagination.Total - MostSearched)));
    }

    private static PageAnswer Show(Page page, KeyListModel model) => page.Show<KeyListView, KeyListModel>(page.T(KeyTexts.Title), model);
}
