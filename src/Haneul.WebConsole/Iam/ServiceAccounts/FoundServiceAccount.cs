using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.ServiceAccounts;

/// <summary>Finds service accounts of the project that the person works in.</summary>
internal static class FoundServiceAccount
{
    /// <summary>Which operation stands for seeing them.</summary>
    public const string See = "iam.ListServiceAccounts";

    /// <summary>Which operation stands for changing them.</summary>
    public const string Manage = "iam.CreateServiceAccount";

    /// <summary>Why the person can't see service accounts; null if they can.</summary>
    public static PageAnswer? Refuse(Page page, string operation) => page.Caller is not null && page.May(See) ? null : Refusals.NeedsProjectAdmin(page, operation);

    /// <summary>Why the person can't change service accounts; null if they can. What changes who can sign in asks for the password.</summary>
    public static PageAnswer? RefuseChange(Page page, string operation, bool isDangerous) =>
        page.Caller is null || !page.May(Manage) ? Refusals.NeedsProjectAdmin(page, operation) : isDangerous && !page.IsConfirmed ? page.AskForPassword() : null;

    /// <summary>The account that the address names, or the page that tells why there is none.</summary>
    public static async Task<(ServiceAccountBody? Found, PageAnswer? Refusal)> FindAsync(Page page)
    {
        if (Refuse(page, "iam.GetServiceAccount") is { } refusal)
        {
            return (null, refusal);
        }

        var answer = await page.Api.GetAsync($"/iam/haneul/v1/service-accounts/{page.Route("accountId")}");
        return answer.IsSuccess ? (answer.Read(ServiceAccountsJson.Default.ServiceAccountResponse).ServiceAccount, null) : (null, page.Fail(answer));
    }

    /// <summary>The same for pages that change it.</summary>
    public static async Task<(ServiceAccountBody? Found, PageAnswer? Refusal)> FindToManageAsync(Page page, string operation, bool isDangerous) =>
        RefuseChange(page, operation, isDangerous) is { } refusal ? (null, refusal) : await FindAsync(page);

    /// <summary>Whether it is active.</summary>
    public static bool IsActive(this ServiceAccountBody account) => string.Equals(account.Status, "active", StringComparison.OrdinalIgnoreCase);
}
