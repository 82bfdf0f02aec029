using System.Globalization;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Versions;

/// <summary>Two versions side by side, without their values.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Readable">The versions that can be compared.</param>
/// <param name="Difference">Where the two that were asked for differ; null if none were, or they can't be compared.</param>
/// <param name="Problem">Why they can't be compared.</param>
public sealed record CompareModel(CatalogueSecret Secret, IReadOnlyList<int> Readable, SecretVersionDifference? Difference, string? Problem);

/// <summary>Compares two versions of a secret by their keys.</summary>
internal static class CompareVersions
{
    private const string Operation = "secrets-manager.CompareSecretVersions";
    private const int VersionsOffered = 1000;

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        if (secret is null)
        {
            return failure!;
        }

        var versions = await page.Api.GetAsync($"/secrets-manager-service/api/v1/secrets/{secret.Id}/versions?limit={VersionsOffered}&status=Active");
        if (!versions.IsSuccess)
        {
            return SecretProblems.Fail(page, versions);
        }

        var readable = versions.Read(SecretsManagerJson.Default.ListSecretVersionsResponse).Versions.Select(static version => version.Version).ToList();
        var (from, to) = (Number(page, "from") ?? readable.Skip(1).FirstOrDefault(), Number(page, "to") ?? readable.FirstOrDefault());
        page.Form = FormFields.With(("from", Text(from)), ("to", Text(to)));
        if (readable.Count < 2)
        {
            return Show(page, new(secret, readable, null, null));
        }

        var answer = await page.Api.GetAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{secret.Id}/versions/{from}/difference/{to}");
        return answer.IsSuccess ? Show(page, new(secret, readable, answer.Read(SecretValuesJson.Default.SecretVersionDifferenceResponse).Difference, null))
            : answer.Status == StatusCodes.Status403Forbidden ? SecretProblems.Fail(page, answer)
            : Show(page, new(secret, readable, null, SecretProblems.TextOf(page, answer)), StatusCodes.Status400BadRequest);
    }

    /// <summary>A kind of JSON in words.</summary>
    public static Text KindOf(string kind) => kind switch
    {
        "object" => VersionTexts.KindObject,
        "array" => VersionTexts.KindArray,
        "string" => VersionTexts.KindString,
        "number" => VersionTexts.KindNumber,
        _ => VersionTexts.KindOther,
    };

    private static int? Number(Page page, string name) => int.TryParse(page.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static PageAnswer Show(Page page, CompareModel model, int status = StatusCodes.Status200OK) =>
        page.Show<CompareView, CompareModel>(page.T(VersionTexts.CompareTitle), model, status);
}
