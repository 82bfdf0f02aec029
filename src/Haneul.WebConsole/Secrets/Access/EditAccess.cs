using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Access;

/// <summary>Access control while it is changed.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Subjects">Who can be put on the list, and who is on it; null if the person may not see the members.</param>
/// <param name="AsksForLockOut">Whether the person would be locked out and has to agree.</param>
public sealed record EditAccessModel(CatalogueSecret Secret, IReadOnlyList<SubjectChoice>? Subjects, bool AsksForLockOut);

/// <summary>Switches access control on or off and says who is on the list.</summary>
internal static class EditAccess
{
    private const string Operation = "secrets-manager.UpdateSecretsAccessControl";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        return await WithAsync(page, (secret, subjects, listed) =>
        {
            page.Form = FormFields.With(("access", secret.IsAccessControlEnabled ? "true" : null));
            page.Form.Set("targets", [.. listed]);
            return Task.FromResult(Show(page, new(secret, subjects, AsksForLockOut: false)));
        });
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        return await WithAsync(page, (secret, subjects, _) => ChangeAsync(page, secret, subjects));
    }

    private static async Task<PageAnswer> ChangeAsync(Page page, CatalogueSecret secret, IReadOnlyList<SubjectChoice>? subjects)
    {
        var form = page.Form;
        var (isOn, targets) = (form.IsChecked("access"), form.All("targets"));
        if (isOn && page.Session!.UserId != secret.Owner.Id && !targets.Contains(page.Session.UserId, StringComparer.Ordinal) && !form.IsChecked("locked_out"))
        {
            form.Problem = page.T(AccessTexts.LockOut);
            return Show(page, new(secret, subjects, AsksForLockOut: true), StatusCodes.Status400BadRequest);
        }

        var control = new JsonObject { ["is_enabled"] = isOn };
        if (isOn && subjects is not null)
        {
            control["target_ids"] = new JsonArray([.. targets.Select(static id => (JsonNode)id)]);
        }

        var answer = await page.Api.PutAsync($"/secrets-manager-service/api/v1/secrets/{secret.Id}/access-control", new JsonObject { ["access_control"] = control });
        if (!answer.IsSuccess)
        {
            SecretProblems.Take(page, answer, ("access_control", "access"));
            return Show(page, new(secret, subjects, AsksForLockOut: false), StatusCodes.Status400BadRequest);
        }

        var failed = answer.Read(SecretsManagerJson.Default.SecretAccessControlResponse).AccessControl.Targets.Failed;
        var notice = !isOn ? page.T(AccessTexts.SavedOff) : failed > 0 ? page.T(AccessTexts.SavedPartly, failed) : page.T(AccessTexts.SavedOn, targets.Count);
        return page.Redirect($"/secrets/{secret.Id}/access", notice);
    }

    private static async Task<PageAnswer> WithAsync(Page page, Func<CatalogueSecret, IReadOnlyList<SubjectChoice>?, IReadOnlyList<string>, Task<PageAnswer>> go)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation, isDangerous: true);
        if (secret is null)
        {
            return failure!;
        }

        var (targets, refusal) = await ShowAccess.TargetsAsync(page, secret);
        if (targets is null)
        {
            return refusal!;
        }

        // Whoever is on the list stays a choice, though they may have left the project.
        var subjects = await SubjectChoices.ListAsync(page) is { } members
            ? members.Concat(targets.Select(static target => new SubjectChoice(target.Id, target.Name, target.AssignmentType))).DistinctBy(static subject => subject.Id, StringComparer.Ordinal).ToList()
            : null;
        return await go(secret, subjects, [.. targets.Select(static target => target.Id)]);
    }

    private static PageAnswer Show(Page page, EditAccessModel model, int status = StatusCodes.Status200OK) =>
        page.Show<EditAccessView, EditAccessModel>(page.T(AccessTexts.EditTitle), model, status);
}
