using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.ServiceAccounts;

/// <summary>What the list of service accounts shows.</summary>
/// <param name="Accounts">The accounts.</param>
/// <param name="MayManage">Whether the person may create some.</param>
public sealed record ServiceAccountsModel(IReadOnlyList<ServiceAccountBody> Accounts, bool MayManage);

/// <summary>Lists the service accounts of the project that the person works in.</summary>
internal static class ListServiceAccounts
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        if (FoundServiceAccount.Refuse(page, FoundServiceAccount.See) is { } refusal)
        {
            return refusal;
        }

        var answer = await page.Api.GetAsync($"/iam/haneul/v1/service-accounts");
        return answer.IsSuccess
            ? page.Show<ServiceAccountsView, ServiceAccountsModel>(
                page.T(ServiceAccountTexts.Title),
                new(answer.Read(ServiceAccountsJson.Default.ServiceAccountsResponse).ServiceAccounts, page.May(FoundServiceAccount.Manage)))
            : page.Fail(answer);
    }
}
