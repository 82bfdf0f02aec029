using Haneul.WebConsole.Events.Verification;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Events;

/// <summary>The pages of Cloud Trail.</summary>
internal static class EventPages
{
    public static void Map(PageRoutes pages)
    {
        pages.Get("/events", SearchEvents.ShowAsync);
        pages.Get("/events/export", ExportEvents.ShowAsync);
        pages.Get("/events/stream", FollowEvents.ShowAsync);
        pages.Get("/events/verification", ShowVerification.ShowAsync);
        pages.Post("/events/verification", StartVerification.SubmitAsync);
        pages.Get("/events/verification/key", DownloadCheckpointKey.ShowAsync);
        pages.Get("/events/verification/checkpoints/{number}", DownloadCheckpoint.ShowAsync);
        pages.Get("/events/{id}", ShowEvent.ShowAsync);
    }
}
