using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.ServiceAccounts;

/// <summary>An S3 key that was just created.</summary>
/// <param name="Account">The account.</param>
/// <param name="Key">The key with its secret.</param>
public sealed record CreatedS3KeyModel(ServiceAccountBody Account, ServiceAccountS3KeyBody Key);

/// <summary>Creates an S3 key of a service account and shows its secret once.</summary>
internal static class NewServiceAccountS3Key
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, "iam.CreateServiceAccountS3Key", isDangerous: true);
        return account is null ? refusal! : Show(page, account);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, "iam.CreateServiceAccountS3Key", isDangerous: true);
        if (account is null)
        {
            return refusal!;
        }

        var answer = await page.Api.PostAsync($"/iam/haneul/v1/service-accounts/{account.Id}/s3-keys");
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, account, StatusCodes.Status400BadRequest);
        }

        return page.Show<CreatedS3KeyView, CreatedS3KeyModel>(
            page.T(ServiceAccountTexts.S3Created), new(account, answer.Read(ServiceAccountsJson.Default.ServiceAccountS3KeyResponse).S3Key));
    }

    private static PageAnswer Show(Page page, ServiceAccountBody account, int status = StatusCodes.Status200OK) =>
        page.Show<NewS3KeyView, ServiceAccountBody>(page.T(ServiceAccountTexts.NewS3KeyTitle, account.Name), account, status);
}
