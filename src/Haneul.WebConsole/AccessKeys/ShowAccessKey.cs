using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.AccessKeys;

/// <summary>Shows one of the person's access keys.</summary>
internal static class ShowAccessKey
{
    public static async Task<PageAnswer> ShowAsync(Page page) =>
        await OwnAccessKeys.FindAsync(page, page.Route("accessKeyId")) is { } key ? page.Show<AccessKeyView, OwnAccessKey>(key.Key.Name, key) : page.NotFound();
}
