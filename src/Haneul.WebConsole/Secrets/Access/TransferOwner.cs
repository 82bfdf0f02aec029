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
    private const string Operation = "secrets-manager.TransferSecretOwner";
    private const string Administrator = "admin";

    public static Task<PageAnswer> ShowAsync(Page page) => ShowAsync(page, StatusCodes.Status200OK);

    /// <summary>
    /// Whether the person may be the one to do it: the owner, while they may manage secrets and see the members of the project, one of whom they name; or who administers the
    /// installation, for an owner who can't any more (docs/generated/permissions.md).
    /// </summary>
    public static bool IsOffered(Page page, CatalogueSecret secret) =>
        page.Session!.UserId == secret.Owner.Id ? page.May("secrets-manager.UpdateSecret") && page.May("iam.ListServiceAccounts") : page.Caller?.Roles.Contains(Administrator) == true;

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (secret, failure) = await OpenAsync(page);
        if (secret is null)
        {
            return failure!;
        }

        var owner = page.Form.Required("owner", page.Language);
        if (page.Form.HasProblems)
        {
            return await ShowAsync(page, StatusCodes.Status400BadRequest);
        }

        var body = new JsonObject { ["owner"] = new JsonObject { ["user_id"] = owner } };
        var answer = await page.Api.PutAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{secret.Id}/owner", body);
        if (answer.IsSuccess)
        {
            return page.Redirect($"/secrets/{secret.Id}", page.T(AccessTexts.Transferred, answer.Read(SecretCatalogueJson.Default.SecretOwnerResponse).Owner.Name));
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
        var (secret, failure) = await OpenAsync(page);
        if (secret is null)
        {
            return failure!;
        }

        var subjects = await SubjectChoices.ListAsync(page);
        return page.Show<TransferOwnerView, TransferOwnerModel>(page.T(AccessTexts.OwnerTitle), new(secret, subjects), status);
    }

    private static async Task<(CatalogueSecret? Secret, PageAnswer? Failure)> OpenAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page);
        return secret is null ? (null, failure)
            : !IsOffered(page, secret) ? (null, page.Refuse(Operation, page.T(AccessTexts.OwnerNeeded), secret.Id))
            : !page.IsConfirmed ? (null, page.AskForPassword())
            : (secret, null);
    }
}
