using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.AccessKeys;

/// <summary>Deletes an access key of somebody else, once its effect was told and its name was typed: what is done when one has leaked.</summary>
internal static class DeleteOrganisationAccessKey
{
    private const string ServiceAccountType = "SERVICE_ACCOUNT";
    private const string OfUser = "iam.DeleteApplicationCredential";
    private const string OfServiceAccount = "iam.DeleteServiceAccountAccessKey";
    private const int MostKeys = 1000;

    /// <summary>
    /// Whether the person may delete a key of somebody else: administrators those of users (<c>identity:delete_application_credential</c>), and who manages the service accounts of the
    /// project that they work in those of its service accounts.
    /// </summary>
    public static bool IsOffered(Page page, OrganisationAccessKey key, bool isAdmin) =>
        key.User.Type == ServiceAccountType ? key.Project.Id == page.State!.ProjectId && page.May(OfServiceAccount) : isAdmin;

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (key, other) = await OpenAsync(page);
        return key is null ? other! : Show(page, key);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (key, other) = await OpenAsync(page);
        if (key is null)
        {
            return other!;
        }

        if (!TypedConfirmationCheck.IsTyped(page, key.Name))
        {
            return Show(page, key, StatusCodes.Status400BadRequest);
        }

        var answer = await DeleteAsync(page, key);
        if (!answer.IsSuccess)
        {
            page.Form.Problem = ApiProblemTexts.Of(answer, page.Language);
            return Show(page, key, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/access-keys", page.T(OrganisationAccessKeyTexts.Deleted, key.Name, key.User.Name));
    }

    // Each in the scope in which the person is who may do it.
    private static async Task<ApiAnswer> DeleteAsync(Page page, OrganisationAccessKey key)
    {
        if (key.User.Type == ServiceAccountType)
        {
            return await page.Api.DeleteAsync($"/iam/haneul/v1/service-accounts/{key.User.Id}/access-keys/{key.Id}");
        }

        var api = (await OrganisationScope.OpenAsync(page))?.Api ?? page.Api;
        return await api.DeleteAsync($"/iam/identity/v3/users/{key.User.Id}/application_credentials/{key.Id}");
    }

    private static async Task<(OrganisationAccessKey? Key, PageAnswer? Other)> OpenAsync(Page page)
    {
        var api = await ListOrganisationAccessKeys.ApiAsync(page);
        var answer = await api.GetAsync(
            ApiPath.Of($"/iam/haneul/v1/organisations/{page.Session!.DomainId}/access-keys?limit={MostKeys}").With("user_id", page.Route("user")));
        if (!answer.IsSuccess)
        {
            return (null, page.Fail(answer));
        }

        var key = answer.Read(AccessJson.Default.OrganisationAccessKeysResponse).AccessKeys.FirstOrDefault(key => key.Id == page.Route("accessKey"));
        if (key is null)
        {
            return (null, page.NotFound());
        }

        var isOfUser = key.User.Type != ServiceAccountType;
        return !IsOffered(page, key, await OrganisationScope.OpenAsync(page) is { IsAdmin: true })
            ? (null, page.Refuse(isOfUser ? OfUser : OfServiceAccount, page.T(isOfUser ? OrganisationAccessKeyTexts.NeedsAdministrator : OrganisationAccessKeyTexts.NeedsManager)))
            : !page.IsConfirmed ? (null, page.AskForPassword())
            : (key, null);
    }

    private static PageAnswer Show(Page page, OrganisationAccessKey key, int status = StatusCodes.Status200OK) =>
        page.Show<DeleteOrganisationAccessKeyView, OrganisationAccessKey>(page.T(OrganisationAccessKeyTexts.DeleteTitle, key.Name, key.User.Name), key, status);
}
