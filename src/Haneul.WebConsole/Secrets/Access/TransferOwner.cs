using System.Text.Json.Nodes;
using Haneul.WebConsole.Pages;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Access;

/// <summary>A secret that gets another owner.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Subjects">Who could be it; null if the person may not see the members.</param>
public sealed record TransferOwnerModel(CatalogueSecret Secret, IReadOnlyList<SubjectChoice>? Subjects);

/// <summary>Gives a secret to another owner.</summary>
internal static class TransferOwner
{
    public static Task<PageAnswer> ShowAsync(Page page) => page.IsConfirmed ? ShowAsync(page, StatusCodes.Status200OK) : Task.FromResult(page.AskForPassword());

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (!page.IsConfirmed)
        {
            return page.AskForPassword();
        }

        var id = page.Route("secret");
        var owner = page.Form.Required("owner", page.Language);
        if (page.Form.HasProblems)
        {
            return await ShowAsync(page, StatusCodes.Status400BadRequest);
        }

        var body = new JsonObject { ["owner"] = new JsonObject { ["user_id"] = owner } };
        var answer = await page.Api.PutAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{id}/owner", body);
        if (answer.IsSuccess)
        {
            return page.Redirect($"/secrets/{id}", page.T(AccessTexts.Transferred, answer.Read(SecretCatalogueJson.Default.SecretOwnerResponse).Owner.Name));
        }

        if (answer.Status == StatusCodes.Status400BadRequest)
        {
            page.Form.AddProblem("owner", page.T(AccessTexts.NewOwnerWrong));
        }
        else
        {
            SecretProblems.Take(page, answer);
        }

        return await ShowAsync(page, StatusCodes.Status400BadRequest);
    }

    private static async Task<PageAnswer> ShowAsync(Page page, int status)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page);
        if (secret is null)
        {
            return failure!;
        }

        var subjects = await SubjectChoices.ListAsync(page);
        return page.Show<TransferOwnerView, TransferOwnerModel>(page.T(AccessTexts.OwnerTitle), new(secret, subjects), status);
    }
}
