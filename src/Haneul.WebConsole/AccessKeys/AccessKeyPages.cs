using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.AccessKeys;

/// <summary>The pages of the person's own access keys (seed 1: profile, Credentials, IAM Access Key).</summary>
internal static class AccessKeyPages
{
    public static void Map(PageRoutes pages)
    {
        pages.Get("/access-keys", ListAccessKeys.ShowAsync);
        pages.Get("/access-keys/new", NewAccessKey.ShowAsync);
        pages.Post("/access-keys/new", NewAccessKey.SubmitAsync);
        pages.Get("/access-keys/{accessKeyId}", ShowAccessKey.ShowAsync);
        pages.Get("/access-keys/{accessKeyId}/delete", DeleteAccessKey.ShowAsync);
        pages.Post("/access-keys/{accessKeyId}/delete", DeleteAccessKey.SubmitAsync);
    }
}
