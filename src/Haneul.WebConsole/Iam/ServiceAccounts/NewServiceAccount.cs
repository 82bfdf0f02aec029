using System.Text.Json.Nodes;
using Haneul.WebConsole.Iam.Roles;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.ServiceAccounts;

/// <summary>What the form for a new service account shows.</summary>
/// <param name="Roles">The roles that it can have.</param>
public sealed record NewServiceAccountModel(IReadOnlyList<GivableRole> Roles);

/// <summary>Creates a service account in the project that the person works in, with its first roles.</summary>
internal static class NewServiceAccount
{
    public static async Task<PageAnswer> ShowAsync(Page page) => FoundServiceAccount.RefuseChange(page, "iam.CreateServiceAccount", isDangerous: true) ?? await FormAsync(page);

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (FoundServiceAccount.RefuseChange(page, "iam.CreateServiceAccount", isDangerous: true) is { } refusal)
        {
            return refusal;
        }

        var account = new JsonObject
        {
            ["name"] = page.Form.Required("name", page.Language),
            ["description"] = page.Form.Text("description").Trim(),
            ["roles"] = new JsonArray([.. page.Form.All("roles").Select(static role => (JsonNode)role)]),
        };
        if (page.Form.HasProblems)
        {
            return await FormAsync(page, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.PostAsync($"/iam/haneul/v1/service-accounts", new JsonObject { ["service_account"] = account });
        if (!answer.IsSuccess)
        {
            if (answer.ErrorMessage.Contains("lower-case letters", StringComparison.Ordinal))
            {
                page.Form.AddProblem("name", page.T(ServiceAccountTexts.NameWrong));
            }

            page.Form.TakeIam(answer, page, ("service_account.name", "name"), ("service_account.description", "description"), ("service_account.roles", "roles"));
            return await FormAsync(page, StatusCodes.Status400BadRequest);
        }

        var created = answer.Read(ServiceAccountsJson.Default.ServiceAccountResponse).ServiceAccount;
        return page.Redirect($"/iam/service-accounts/{created.Id}", page.T(ServiceAccountTexts.Created, created.Name));
    }

    private static async Task<PageAnswer> FormAsync(Page page, int status = StatusCodes.Status200OK)
    {
        var (roles, answer) = await GivableRole.ListAsync(page.Api, onProject: true, isAdmin: false);
        return answer.IsSuccess
            ? page.Show<NewServiceAccountView, NewServiceAccountModel>(page.T(ServiceAccountTexts.New), new(roles), status)
            : page.Fail(answer);
    }
}
