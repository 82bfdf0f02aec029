using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;
using Microsoft.AspNetCore.WebUtilities;

namespace Haneul.WebConsole.Iam.AccessKeys;

/// <summary>What the list of all access keys shows.</summary>
/// <param name="Keys">The keys of this page.</param>
/// <param name="NextMarker">Where the next page begins; null on the last.</param>
/// <param name="IsFiltered">Whether any filter is set.</param>
/// <param name="IsAdmin">Whether the person administers the installation, and so may delete the keys of users.</param>
public sealed record OrganisationAccessKeysModel(IReadOnlyList<OrganisationAccessKey> Keys, string? NextMarker, bool IsFiltered, bool IsAdmin);

/// <summary>Lists the access keys for the projects of the organisation (spec/roles.md section 3: view credentials).</summary>
internal static class ListOrganisationAccessKeys
{
    private const int PageSize = 100;

    // How soon a key has to expire for each choice of the filter; those that have expired are among them.
    private static readonly Dictionary<string, TimeSpan> Horizons = new(StringComparer.Ordinal)
    {
        ["expired"] = TimeSpan.Zero,
        ["7"] = TimeSpan.FromDays(7),
        ["30"] = TimeSpan.FromDays(30),
        ["90"] = TimeSpan.FromDays(90),
    };

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var api = await ApiAsync(page);
        var path = ApiPath.Of($"/iam/haneul/v1/organisations/{page.Session!.DomainId}/access-keys?limit={PageSize}")
            .With("user_id", page.Query("user")).With("project_id", page.Query("project")).With("name", page.Query("name"))
            .With("expires_before", HorizonOf(page)).With("marker", page.Query("marker"));
        var answer = await api.GetAsync(path);
        page.Form = FormFields.With(("name", page.Query("name")), ("user", page.Query("user")), ("project", page.Query("project")), ("expiry", page.Query("expiry")));
        if (!answer.IsSuccess)
        {
            return page.Fail(answer);
        }

        var list = answer.Read(AccessJson.Default.OrganisationAccessKeysResponse);
        var isFiltered = page.Query("user") is not null || page.Query("project") is not null || page.Query("name") is not null || page.Query("expiry") is not null;
        return page.Show<OrganisationAccessKeysView, OrganisationAccessKeysModel>(
            page.T(OrganisationAccessKeyTexts.Title), new(list.AccessKeys, MarkerOf(list.Links.Next), isFiltered, await OrganisationScope.OpenAsync(page) is { IsAdmin: true }));
    }

    /// <summary>The API where the keys of the organisation can be seen.</summary>
    public static async Task<ApiClient> ApiAsync(Page page) => await page.InOrganisationAsync() ?? page.Api;

    private static string? HorizonOf(Page page) =>
        page.Query("expiry") is { } choice && Horizons.TryGetValue(choice, out var horizon) ? WireInstant.Write(page.Times.Now + horizon) : null;

    private static string? MarkerOf(string? next) =>
        next is not null && Uri.TryCreate(next, UriKind.Absolute, out var address) && QueryHelpers.ParseQuery(address.Query).TryGetValue("marker", out var marker)
            ? marker.ToString()
            : null;
}
