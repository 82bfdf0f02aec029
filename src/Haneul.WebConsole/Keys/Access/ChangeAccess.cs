using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.Wire;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.Access;

/// <summary>What the form for access to a key shows.</summary>
/// <param name="Key">The key.</param>
/// <param name="Candidates">Who can be on its list, and who is.</param>
/// <param name="Listed">The ids that were on the list when the form was made.</param>
public sealed record ChangeAccessModel(Key Key, KeySubjects Candidates, IReadOnlyList<string> Listed);

/// <summary>
/// Switches access control of a key on or off and changes its list. The form says who was on the list when it was made, and only what differs is called: so two people who change
/// the list at once don't undo each other's changes.
/// </summary>
internal static class ChangeAccess
{
    /// <summary>What those need who change it.</summary>
    public const string Operation = "kms.UpdateUserKeyAccessControl";

    private const string Subjects = "subjects";
    private const string Listed = "listed";
    private const string Enabled = "restricted";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (model, refusal) = await OpenAsync(page);
        if (model is null)
        {
            return refusal!;
        }

        page.Form = FormFields.Of(new FormCollection(new(StringComparer.Ordinal)
        {
            [Subjects] = model.Listed.ToArray(),
            [Enabled] = model.Key.IsAccessControlEnabled ? "true" : "",
        }));
        return Show(page, model);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (model, refusal) = await OpenAsync(page);
        if (model is null)
        {
            return refusal!;
        }

        if (!page.Form.IsChecked(Enabled) && page.Form.All(Subjects).Except(page.Form.All(Listed), StringComparer.Ordinal).Any())
        {
            page.Form.AddProblem(Enabled, page.T(NewKeyTexts.SubjectsNeedControl));
            return Show(page, model with { Listed = page.Form.All(Listed) }, StatusCodes.Status400BadRequest);
        }

        if (page.Form.IsChecked(Enabled) ? await SwitchOnAsync(page, model) : await SwitchAsync(page, model.Key, isEnabled: false))
        {
            return page.Redirect($"/keys/{model.Key.Id}/access", page.T(KeyAccessTexts.Saved, model.Key.Name));
        }

        return Show(page, model with { Listed = page.Form.All(Listed) }, StatusCodes.Status400BadRequest);
    }

    private static async Task<(ChangeAccessModel? Model, PageAnswer? Refusal)> OpenAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, Operation, isDangerous: true);
        if (key is null)
        {
            return (null, refusal);
        }

        var candidates = KeySubjects.LoadAsync(page);
        var answer = await page.Api.GetAsync($"/kms/api/v1/keys/{key.Id}/access-control/targets");
        var known = await candidates;
        if (!answer.IsSuccess)
        {
            return (null, KeyProblems.Fail(page, answer));
        }

        // Who has left the project, or is not seen by the person, is still on the list and can be taken off it.
        var targets = answer.Read(KmsKeysJson.Default.KeyAccessTargetsResponse).Targets;
        var others = targets.Select(static target => new KeySubject(target.Id, target.Name, target.AssignmentType)).ExceptBy(known.All.Select(static subject => subject.Id), static subject => subject.Id, StringComparer.Ordinal);
        return (new(key, known with { All = [.. known.All, .. others] }, [.. targets.Select(static target => target.Id)]), null);
    }

    // Additions come first: were the person to take themselves off the list, they could add nobody any more.
    private static async Task<bool> SwitchOnAsync(Page page, ChangeAccessModel model)
    {
        var chosen = page.Form.All(Subjects).ToHashSet(StringComparer.Ordinal);
        var listed = page.Form.All(Listed).ToHashSet(StringComparer.Ordinal);
        List<string> added = [.. chosen.Except(listed, StringComparer.Ordinal)];
        List<string> removed = [.. listed.Except(chosen, StringComparer.Ordinal)];
        if (!model.Key.IsAccessControlEnabled)
        {
            return await SwitchAsync(page, model.Key, isEnabled: true, added);
        }

        return (added.Count == 0 || await ChangeListAsync(page, $"/kms/api/v1/keys/{model.Key.Id}/access-control/targets", added))
            && (removed.Count == 0 || await ChangeListAsync(page, $"/kms/api/v1/keys/{model.Key.Id}/access-control/targets/deletions", removed));
    }

    private static async Task<bool> SwitchAsync(Page page, Key key, bool isEnabled, IReadOnlyList<string>? subjects = null)
    {
        var control = new JsonObject { ["is_enabled"] = isEnabled };
        if (subjects is { Count: > 0 })
        {
            control["target_ids"] = ToArray(subjects);
        }

        var answer = await page.Api.PutAsync($"/kms/api/v1/keys/{key.Id}/access-control", new JsonObject { ["access_control"] = control });
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer, ("access_control.target_ids", Subjects));
            return false;
        }

        return NoteFailed(page, answer.Read(KmsKeysJson.Default.KeyAccessControlResponse).AccessControl.Targets);
    }

    private static async Task<bool> ChangeListAsync(Page page, ApiPath path, IReadOnlyList<string> ids)
    {
        var answer = await page.Api.PostAsync(path, new JsonObject { ["targets"] = new JsonObject { ["ids"] = ToArray(ids) } });
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer, ("targets.ids", Subjects));
            return false;
        }

        return NoteFailed(page, answer.Read(KmsKeysJson.Default.KeyAccessTargetsChangedResponse).Targets);
    }

    private static bool NoteFailed(Page page, AccessTargetsResult result)
    {
        if (result.Results.FirstOrDefault(static each => each.ErrorCode is not null) is not { } failed)
        {
            return true;
        }

        page.Form.Problem = KeyProblems.TextOf(page, failed.ErrorCode) ?? failed.Message;
        return false;
    }

    private static JsonArray ToArray(IEnumerable<string> ids) => new([.. ids.Select(static id => (JsonNode)id)]);

    private static PageAnswer Show(Page page, ChangeAccessModel model, int status = StatusCodes.Status200OK) =>
        page.Show<ChangeAccessView, ChangeAccessModel>($"{model.Key.Name} · {page.T(KeyAccessTexts.Change)}", model, status);
}
