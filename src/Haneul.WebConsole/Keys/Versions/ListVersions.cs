using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Tables;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.Versions;

/// <summary>What the versions of a key show.</summary>
/// <param name="Key">The key.</param>
/// <param name="Versions">Its versions, newest first.</param>
/// <param name="Table">The page of them.</param>
/// <param name="Total">How many there are.</param>
public sealed record KeyVersionsModel(Key Key, IReadOnlyList<KeyVersion> Versions, TableState Table, long Total);

/// <summary>Shows the versions of a key as they came, with their states and what can be done to each.</summary>
internal static class ListVersions
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, "kms.ListKeyVersions");
        if (key is null)
        {
            return refusal!;
        }

        var table = new TableState(page);
        var answer = await page.Api.GetAsync($"/kms/api/v1/keys/{key.Id}/versions?limit={table.Size}&offset={table.Offset}&sort_keys=version&sort_dirs=desc");
        if (!answer.IsSuccess)
        {
            return KeyProblems.Fail(page, answer);
        }

        var found = answer.Read(KmsVersionsJson.Default.ListKeyVersionsResponse);
        return page.Show<KeyVersionsView, KeyVersionsModel>($"{key.Name} · {page.T(KeyTexts.Versions)}", new(key, found.Versions, table, found.Pagination.Total));
    }
}
