using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.AccessKeys;

/// <summary>The pages of all access keys of the organisation.</summary>
internal static class OrganisationAccessKeyPages
{
    public static void Map(PageRoutes pages)
    {
        pages.Get("/iam/access-keys", ListOrganisationAccessKeys.ShowAsync);
        pages.Get("/iam/access-keys/{user}/{accessKey}/delete", DeleteOrganisationAccessKey.ShowAsync);
        pages.Post("/iam/access-keys/{user}/{accessKey}/delete", DeleteOrganisationAccessKey.SubmitAsync);
    }
}
