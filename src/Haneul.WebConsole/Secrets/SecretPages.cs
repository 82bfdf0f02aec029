using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Secrets.Access;
using Haneul.WebConsole.Secrets.Editing;
using Haneul.WebConsole.Secrets.Transfer;
using Haneul.WebConsole.Secrets.Versions;

namespace Haneul.WebConsole.Secrets;

/// <summary>The pages of Secrets Manager.</summary>
internal static class SecretPages
{
    public static void Map(PageRoutes pages)
    {
        pages.Get("/secrets", ListSecrets.ShowAsync);
        pages.Get("/secrets/new", CreateSecret.ShowAsync);
        pages.Post("/secrets/new", CreateSecret.SubmitAsync);
        pages.Get("/secrets/import", ImportSecrets.ShowAsync);
        pages.Post("/secrets/import", ImportSecrets.SubmitAsync);
        pages.Get("/secrets/export", ExportSecrets.ShowAsync);
        pages.Post("/secrets/export", ExportSecrets.SubmitAsync);
        pages.Get("/secrets/{secret}", ShowSecret.ShowAsync);
        pages.Get("/secrets/{secret}/activity", ShowActivity.ShowAsync);
        pages.Get("/secrets/{secret}/compare", CompareVersions.ShowAsync);
        pages.Get("/secrets/{secret}/edit", EditSecret.ShowAsync);
        pages.Post("/secrets/{secret}/edit", EditSecret.SubmitAsync);
        pages.Get("/secrets/{secret}/key", ChangeKey.ShowAsync);
        pages.Post("/secrets/{secret}/key", ChangeKey.SubmitAsync);
        pages.Get("/secrets/{secret}/delete", DeleteSecret.ShowAsync);
        pages.Post("/secrets/{secret}/delete", DeleteSecret.SubmitAsync);
        pages.Get("/secrets/{secret}/access", ShowAccess.ShowAsync);
        pages.Get("/secrets/{secret}/access/edit", EditAccess.ShowAsync);
        pages.Post("/secrets/{secret}/access/edit", EditAccess.SubmitAsync);
        pages.Get("/secrets/{secret}/owner", TransferOwner.ShowAsync);
        pages.Post("/secrets/{secret}/owner", TransferOwner.SubmitAsync);
        pages.Post("/secrets/{secret}/pins", PinVersion.SubmitAsync);
        pages.Post("/secrets/{secret}/pins/{pin}/remove", UnpinVersion.SubmitAsync);
        pages.Get("/secrets/{secret}/versions/new", CreateVersion.ShowAsync);
        pages.Post("/secrets/{secret}/versions/new", CreateVersion.SubmitAsync);
        pages.Get("/secrets/{secret}/versions/{version}/value", RevealVersion.ShowAsync);
        pages.Post("/secrets/{secret}/versions/{version}/value", RevealVersion.SubmitAsync);
        pages.Post("/secrets/{secret}/versions/{version}/copy", CopyVersion.SubmitAsync);
        pages.Post("/secrets/{secret}/versions/{version}/activate", MoveVersion.ActivateAsync);
        pages.Post("/secrets/{secret}/versions/{version}/deactivate", MoveVersion.DeactivateAsync);
        pages.Post("/secrets/{secret}/versions/{version}/cancel", MoveVersion.CancelAsync);
        pages.Post("/secrets/{secret}/versions/{version}/restore", MoveVersion.RestoreAsync);
        pages.Get("/secrets/{secret}/versions/{version}/schedule", ScheduleVersion.ShowAsync);
        pages.Post("/secrets/{secret}/versions/{version}/schedule", ScheduleVersion.SubmitAsync);
        pages.Get("/secrets/{secret}/versions/{version}/destroy", DestroyVersion.ShowAsync);
        pages.Post("/secrets/{secret}/versions/{version}/destroy", DestroyVersion.SubmitAsync);
    }
}
