using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.ServiceAccounts;

/// <summary>Deletes an access key or an S3 key of a service account, once the effect was told and the key was typed: an access key by its name, an S3 key, which has none, by its id.</summary>
internal static class DeleteServiceAccountKey
{
    public static Task<PageAnswer> ShowAccessKeyAsync(Page page) => ShowAsync(page, "iam.DeleteServiceAccountAccessKey", FindAccessKeyAsync);

    public static Task<PageAnswer> SubmitAccessKeyAsync(Page page) => SubmitAsync(page, "iam.DeleteServiceAccountAccessKey", FindAccessKeyAsync);

    public static Task<PageAnswer> ShowS3KeyAsync(Page page) => ShowAsync(page, "iam.DeleteServiceAccountS3Key", FindS3KeyAsync);

    public static Task<PageAnswer> SubmitS3KeyAsync(Page page) => SubmitAsync(page, "iam.DeleteServiceAccountS3Key", FindS3KeyAsync);

    private static async Task<PageAnswer> ShowAsync(Page page, string operation, Func<Page, ServiceAccountBody, Task<Doomed?>> find)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, operation, isDangerous: true);
        return account is null ? refusal! : await find(page, account) is { } doomed ? Show(page, doomed) : page.NotFound();
    }

    private static async Task<PageAnswer> SubmitAsync(Page page, string operation, Func<Page, ServiceAccountBody, Task<Doomed?>> find)
    {
        var (account, refusal) = await FoundServiceAccount.FindToManageAsync(page, operation, isDangerous: true);
        if (account is null)
        {
            return refusal!;
        }

        if (await find(page, account) is not { } doomed)
        {
            return page.NotFound();
        }

        if (!TypedConfirmationCheck.IsTyped(page, doomed.Model.Expected))
        {
            return Show(page, doomed, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.DeleteAsync(doomed.Path);
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page);
            return Show(page, doomed, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/service-accounts/{account.Id}", doomed.Notice);
    }

    private static async Task<Doomed?> FindAccessKeyAsync(Page page, ServiceAccountBody account)
    {
        var answer = await page.Api.GetAsync($"/iam/haneul/v1/service-accounts/{account.Id}/access-keys");
        var key = answer.IsSuccess
            ? answer.Read(ServiceAccountsJson.Default.ServiceAccountAccessKeysResponse).AccessKeys.FirstOrDefault(key => key.Id == page.Route("keyId"))
            : null;
        return key is null ? null : new(
            new(page.T(ServiceAccountTexts.KeyDeleteTitle, key.Name), page.T(ServiceAccountTexts.KeyDeleteEffect), key.Name, "/iam/service-accounts/" + account.Id, account.Name),
            $"/iam/haneul/v1/service-accounts/{account.Id}/access-keys/{key.Id}", page.T(ServiceAccountTexts.KeyDeleted, key.Name));
    }

    private static async Task<Doomed?> FindS3KeyAsync(Page page, ServiceAccountBody account)
    {
        var answer = await page.Api.GetAsync($"/iam/haneul/v1/service-accounts/{account.Id}/s3-keys");
        var key = answer.IsSuccess
            ? answer.Read(ServiceAccountsJson.Default.ServiceAccountS3KeysResponse).S3Keys.FirstOrDefault(key => key.Access == page.Route("keyId"))
            : null;
        return key is null ? null : new(
            new(page.T(ServiceAccountTexts.S3KeyDeleteTitle, key.Access), page.T(ServiceAccountTexts.S3KeyDeleteEffect), key.Access, "/iam/service-accounts/" + account.Id, account.Name),
            $"/iam/haneul/v1/service-accounts/{account.Id}/s3-keys/{key.Access}", page.T(ServiceAccountTexts.S3KeyDeleted));
    }

    private static PageAnswer Show(Page page, Doomed doomed, int status = StatusCodes.Status200OK) =>
        page.Show<DeletionView, DeletionModel>(doomed.Model.Title, doomed.Model, status);

    private sealed record Doomed(DeletionModel Model, ApiPath Path, string Notice);
}
