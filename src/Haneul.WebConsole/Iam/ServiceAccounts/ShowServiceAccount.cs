using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.ServiceAccounts;

/// <summary>What the page of a service account shows.</summary>
/// <param name="Account">The account.</param>
/// <param name="MayManage">Whether the person may change it.</param>
/// <param name="AccessKeys">Its access keys.</param>
/// <param name="S3Keys">Its S3 keys.</param>
public sealed record ServiceAccountModel(ServiceAccountBody Account, bool MayManage, IReadOnlyList<ServiceAccountAccessKeyBody> AccessKeys, IReadOnlyList<ServiceAccountS3KeyBody> S3Keys);

/// <summary>Shows a service account with its keys.</summary>
internal static class ShowServiceAccount
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (account, refusal) = await FoundServiceAccount.FindAsync(page);
        if (account is null)
        {
            return refusal!;
        }

        var keys = page.Api.GetAsync($"/iam/haneul/v1/service-accounts/{account.Id}/access-keys");
        var s3Keys = page.Api.GetAsync($"/iam/haneul/v1/service-accounts/{account.Id}/s3-keys");
        await Task.WhenAll(keys, s3Keys);
        var (keysAnswer, s3Answer) = (await keys, await s3Keys);
        return keysAnswer.IsSuccess && s3Answer.IsSuccess
            ? page.Show<ServiceAccountView, ServiceAccountModel>(account.Name, new(
                account, page.May(FoundServiceAccount.Manage),
                keysAnswer.Read(ServiceAccountsJson.Default.ServiceAccountAccessKeysResponse).AccessKeys,
                s3Answer.Read(ServiceAccountsJson.Default.ServiceAccountS3KeysResponse).S3Keys))
            : page.Fail(keysAnswer.IsSuccess ? s3Answer : keysAnswer);
    }
}
