using Haneul.WebConsole.Keys.Access;
using Haneul.WebConsole.Keys.ServiceKeys;
using Haneul.WebConsole.Keys.TryOut;
using Haneul.WebConsole.Keys.Versions;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Keys;

/// <summary>The pages of KMS.</summary>
internal static class KeyPages
{
    public static void Map(PageRoutes pages)
    {
        pages.Get("/keys", ListKeys.ShowAsync);
        pages.Get("/keys/new", NewKey.ShowAsync);
        pages.Post("/keys/new", NewKey.SubmitAsync);
        pages.Get("/keys/service-keys", ListServiceKeys.ShowAsync);
        pages.Get("/keys/service-keys/{service}", ShowServiceKey.ShowAsync);
        pages.Get("/keys/service-keys/{service}/rotate", RotateServiceKey.ShowAsync);
        pages.Post("/keys/service-keys/{service}/rotate", RotateServiceKey.SubmitAsync);
        pages.Get("/keys/{keyId}", ShowKey.ShowAsync);
        pages.Get("/keys/{keyId}/public-key.pem", DownloadPublicKey.ShowAsync);
        pages.Get("/keys/{keyId}/delete", DeleteKey.ShowAsync);
        pages.Post("/keys/{keyId}/delete", DeleteKey.SubmitAsync);
        pages.Get("/keys/{keyId}/rotation", ChangeRotation.ShowAsync);
        pages.Post("/keys/{keyId}/rotation", ChangeRotation.SubmitAsync);
        pages.Get("/keys/{keyId}/versions", ListVersions.ShowAsync);
        pages.Get("/keys/{keyId}/versions/new", NewVersion.ShowAsync);
        pages.Post("/keys/{keyId}/versions/new", NewVersion.SubmitAsync);
        pages.Get("/keys/{keyId}/versions/destruction", ScheduleAllDestructions.ShowAsync);
        pages.Post("/keys/{keyId}/versions/destruction", ScheduleAllDestructions.SubmitAsync);
        pages.Get("/keys/{keyId}/versions/{version}/deactivate", DeactivateVersion.ShowAsync);
        pages.Post("/keys/{keyId}/versions/{version}/deactivate", DeactivateVersion.SubmitAsync);
        pages.Get("/keys/{keyId}/versions/{version}/destruction", ScheduleDestruction.ShowAsync);
        pages.Post("/keys/{keyId}/versions/{version}/destruction", ScheduleDestruction.SubmitAsync);
        pages.Get("/keys/{keyId}/versions/{version}/cancel", CancelDestruction.ShowAsync);
        pages.Post("/keys/{keyId}/versions/{version}/cancel", CancelDestruction.SubmitAsync);
        pages.Get("/keys/{keyId}/access", ShowAccess.ShowAsync);
        pages.Get("/keys/{keyId}/access/edit", ChangeAccess.ShowAsync);
        pages.Post("/keys/{keyId}/access/edit", ChangeAccess.SubmitAsync);
        pages.Get("/keys/{keyId}/try", TryKey.ShowAsync);
        pages.Post("/keys/{keyId}/try", TryKey.SubmitAsync);
    }
}
