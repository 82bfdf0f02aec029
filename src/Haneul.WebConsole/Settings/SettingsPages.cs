using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Settings.Installation;
using Haneul.WebConsole.Settings.Logs;
using Haneul.WebConsole.Settings.Notifications;
using Haneul.WebConsole.Settings.Organisation;

namespace Haneul.WebConsole.Settings;

/// <summary>The pages of settings.</summary>
internal static class SettingsPages
{
    // What answers a test is shown at the address of the test: opening that again shows the page without it.
    public static void Map(PageRoutes pages)
    {
        pages.Get("/settings/organisation", EditOrganisation.ShowAsync);
        pages.Post("/settings/organisation", EditOrganisation.SubmitAsync);
        pages.Get("/settings/installation", ShowInstallation.ShowAsync);

        pages.Get("/settings/log-storage", ShowLogStorage.ShowAsync);
        pages.Get("/settings/log-storage/edit", EditLogStorage.ShowAsync);
        pages.Post("/settings/log-storage/edit", EditLogStorage.SubmitAsync);
        pages.Get("/settings/log-storage/test", ShowLogStorage.ShowAsync);
        pages.Post("/settings/log-storage/test", TestLogStorage.SubmitAsync);
        pages.Get("/settings/log-storage/disable", DisableLogStorage.ShowAsync);
        pages.Post("/settings/log-storage/disable", DisableLogStorage.SubmitAsync);

        pages.Get("/settings/notifications", ListRules.ShowAsync);
        pages.Get("/settings/notifications/new", CreateRule.ShowAsync);
        pages.Post("/settings/notifications/new", CreateRule.SubmitAsync);
        pages.Get("/settings/notifications/{rule}", ShowRule.ShowAsync);
        pages.Get("/settings/notifications/{rule}/edit", EditRule.ShowAsync);
        pages.Post("/settings/notifications/{rule}/edit", EditRule.SubmitAsync);
        pages.Post("/settings/notifications/{rule}/enable", SwitchRule.EnableAsync);
        pages.Post("/settings/notifications/{rule}/disable", SwitchRule.DisableAsync);
        pages.Get("/settings/notifications/{rule}/test", ShowRule.ShowAsync);
        pages.Post("/settings/notifications/{rule}/test", TestRule.SubmitAsync);
        pages.Get("/settings/notifications/{rule}/rotate", RotateSecret.ShowAsync);
        pages.Post("/settings/notifications/{rule}/rotate", RotateSecret.SubmitAsync);
        pages.Get("/settings/notifications/{rule}/delete", DeleteRule.ShowAsync);
        pages.Post("/settings/notifications/{rule}/delete", DeleteRule.SubmitAsync);
    }
}
