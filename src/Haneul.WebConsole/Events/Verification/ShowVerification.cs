using System.Globalization;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Events.Verification;

/// <summary>What the page of the trail's evidence shows.</summary>
/// <param name="Verifications">Verifications, the newest first.</param>
/// <param name="Checkpoints">A page of checkpoints, the newest first.</param>
/// <param name="Before">The number that the next page of checkpoints begins below; null on the last.</param>
public sealed record VerificationModel(IReadOnlyList<TrailVerification> Verifications, IReadOnlyList<TrailCheckpoint> Checkpoints, long? Before);

/// <summary>Shows whether the trail is whole, as it was last verified, and its checkpoints.</summary>
internal static class ShowVerification
{
    private const int PageSize = 20;

    public static Task<PageAnswer> ShowAsync(Page page) => ShowAsync(page, StatusCodes.Status200OK);

    /// <summary>The page with a status, after a form that was refused.</summary>
    public static async Task<PageAnswer> ShowAsync(Page page, int status)
    {
        if (await VerificationAccess.OpenAsync(page) is not { } api)
        {
            return VerificationAccess.Refuse(page);
        }

        var listing = api.GetAsync($"/cloud-trail/haneul/v1/verifications");
        var before = int.TryParse(page.Query("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? page.Query("before") : null;
        var checkpoints = await api.GetAsync(ApiPath.Of($"/cloud-trail/haneul/v1/checkpoints?limit={PageSize}").With("before", before));
        var verifications = await listing;
        if (!verifications.IsSuccess || !checkpoints.IsSuccess)
        {
            var failed = verifications.IsSuccess ? checkpoints : verifications;
            return failed.Status == StatusCodes.Status403Forbidden ? VerificationAccess.Refuse(page) : page.Fail(failed);
        }

        var listed = checkpoints.Read(TrailVerificationJson.Default.ListTrailCheckpointsResponse).Checkpoints;
        var model = new VerificationModel(
            verifications.Read(TrailVerificationJson.Default.ListTrailVerificationsResponse).Verifications, listed, listed.Count == PageSize ? listed[^1].Number : null);
        return page.Show<VerificationView, VerificationModel>(page.T(VerificationTexts.Title), model, status);
    }
}
