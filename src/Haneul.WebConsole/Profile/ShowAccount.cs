using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Profile;

/// <summary>Shows who is signed in: the user unique ID of the seeds.</summary>
internal static class ShowAccount
{
    public static Task<PageAnswer> ShowAsync(Page page) => Task.FromResult(page.Show<AccountView>(page.T(ProfileTexts.Title)));
}
