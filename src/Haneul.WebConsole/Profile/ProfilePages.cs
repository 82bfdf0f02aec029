using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Profile;

/// <summary>What is the person's own: account, sessions, preferences.</summary>
internal static class ProfilePages
{
    public static void Map(PageRoutes pages)
    {
        pages.Get("/profile", ShowAccount.ShowAsync);
        pages.Get("/profile/sessions", ListSessions.ShowAsync);
        pages.Post("/profile/sessions", ListSessions.SubmitAsync);
        pages.Get("/profile/second-factor", SecondFactor.ShowAsync);
        pages.Post("/profile/second-factor", SecondFactor.SubmitAsync);
        pages.Get("/preferences", ChangePreferences.ShowAsync);
        pages.Post("/preferences", ChangePreferences.SubmitAsync);
    }
}
