using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Tables;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets;

/// <summary>A secret with its versions.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Versions">A page of its versions, newest first; null if access control keeps the person out.</param>
/// <param name="Total">How many versions it ever had.</param>
/// <param name="Pins">Its pins.</param>
/// <param name="Table">Which page.</param>
public sealed record SecretModel(CatalogueSecret Secret, IReadOnlyList<SecretVersion>? Versions, long Total, IReadOnlyList<SecretPin> Pins, TableState Table);

/// <summary>Shows a secret: what it is, its versions and their pins, and what can be done with each.</summary>
internal static class ShowSecret
{
    private const int VersionsShown = 20;

    public static Task<PageAnswer> ShowAsync(Page page) => ShowAsync(page, StatusCodes.Status200OK);

    /// <summary>Shows it with what is wrong with a form of its page.</summary>
    public static async Task<PageAnswer> ShowAsync(Page page, int status)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page);
        if (secret is null)
        {
            return failure!;
        }

        var table = new TableState(page);
        if (!secret.IsAccessible)
        {
            return page.Show<SecretView, SecretModel>(secret.Name, new(secret, null, 0, [], table), status);
        }

        var offset = (long)(table.PageNumber - 1) * VersionsShown;
        var versions = page.Api.GetAsync($"/secrets-manager-service/api/v1/secrets/{secret.Id}/versions?limit={VersionsShown}&offset={offset}");
        var pins = page.Api.GetAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{secret.Id}/pins");
        await Task.WhenAll(versions, pins);
        if (await versions is { IsSuccess: false } refused)
        {
            return SecretProblems.Fail(page, refused);
        }

        var found = (await versions).Read(SecretsManagerJson.Default.ListSecretVersionsResponse);
        return page.Show<SecretView, SecretModel>(
            secret.Name,
            new(secret, found.Versions, found.Pagination.Total, await pins is { IsSuccess: true } known ? known.Read(SecretValuesJson.Default.ListSecretPinsResponse).Pins : [], table),
            status);
    }
}
