using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.SignIn;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Decisions;

/// <summary>What the page of a decision shows.</summary>
/// <param name="Decision">The decision; null if nothing was asked, or not well enough.</param>
/// <param name="ProjectId">The project that it is about; null for none.</param>
/// <param name="Operations">The names of all operations, to choose from.</param>
/// <param name="Candidates">The operations that an event may come from, where that is more than one.</param>
/// <param name="Projects">The projects that the person may enter.</param>
public sealed record DecisionModel(
    AccessDecision? Decision, string? ProjectId, IReadOnlyList<string> Operations, IReadOnlyList<string> Candidates, IReadOnlyList<(string Id, string Name)> Projects);

/// <summary>Tells whether somebody may make a call, and why. It is a question only, so that its address can be linked to and kept.</summary>
internal static class ExplainDecision
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var question = Question.Read(page);
        page.Form = question.ToForm();

        // Scopes are opened one after the other: opening one changes the session.
        var organisation = await page.InOrganisationAsync();
        var listing = page.Api.GetAsync($"/iam/haneul/v1/operations");
        var projects = await SignIn.Projects.ListAsync(page);
        var listed = await listing;
        if (!listed.IsSuccess)
        {
            return page.Fail(listed);
        }

        var operations = listed.Read(AccessJson.Default.OperationsResponse).Operations;
        var model = new DecisionModel(null, null, [.. operations.Select(static operation => operation.Name)], [], [.. projects.Select(static project => (project.Id, project.Name))]);
        if (question.Operation is null)
        {
            return Show(page, model);
        }

        var found = OperationsOf(operations, question.Operation);
        if (found.Count != 1)
        {
            page.Form.AddProblem("operation", page.T(found.Count == 0 ? DecisionTexts.NoOperation : DecisionTexts.Several));
        }

        question = await ResolveAsync(page, question, projects, organisation);
        return page.Form.HasProblems ? Show(page, model with { Candidates = found }) : await AskAsync(page, question, found[0], organisation, model);
    }

    // An event is known by its name, and several operations may leave it; its request tells the operation without the service.
    private static IReadOnlyList<string> OperationsOf(IReadOnlyList<OperationBody> operations, string asked) =>
        operations.Any(operation => operation.Name == asked)
            ? [asked]
            : [.. operations.Where(operation => string.Equals(operation.EventName, asked, StringComparison.OrdinalIgnoreCase) || operation.Name.EndsWith("." + asked, StringComparison.Ordinal)).Select(static operation => operation.Name)];

    private static async Task<Question> ResolveAsync(Page page, Question question, IReadOnlyList<EnterableProject> projects, ApiClient? organisation)
    {
        if (question is { About: Question.User } && !LooksLikeId(question.Subject))
        {
            var id = await FindUserAsync(page, question.Subject, organisation);
            if (id is null)
            {
                page.Form.AddProblem("subject", page.T(DecisionTexts.NoSubject));
            }

            question = question with { Subject = id ?? question.Subject };
        }

        if (question is { About: Question.User, Where: Question.Project } && (question.Place is null || !LooksLikeId(question.Place)))
        {
            var project = projects.FirstOrDefault(project => project.Name == question.Place);
            if (project is null)
            {
                page.Form.AddProblem("project", page.T(DecisionTexts.NoProject));
            }

            question = question with { Place = project?.Id };
        }

        return question;
    }

    private static async Task<string?> FindUserAsync(Page page, string name, ApiClient? organisation)
    {
        if (string.Equals(name, page.Session!.UserName, StringComparison.OrdinalIgnoreCase))
        {
            return page.Session.UserId;
        }

        var answer = await (organisation ?? page.Api).GetAsync(ApiPath.Of($"/iam/identity/v3/users").With("domain_id", page.Session.DomainId).With("name", name));
        return answer.IsSuccess && answer.Json.GetProperty("users") is var users && users.GetArrayLength() == 1 ? users[0].GetProperty("id").GetString() : null;
    }

    private static async Task<PageAnswer> AskAsync(Page page, Question question, string operation, ApiClient? organisation, DecisionModel model)
    {
        // The access control of a resource is told to a token of its project only; of people, the organisation sees more.
        ApiClient[] ways = question.Resource is null && organisation is not null ? [organisation, page.Api] : organisation is null ? [page.Api] : [page.Api, organisation];
        var body = question.ToBody(operation);
        var answer = await AskAsync(ways[0], body);
        if (!answer.IsSuccess && ways.Length > 1)
        {
            answer = await AskAsync(ways[1], body);
        }

        if (answer.IsSuccess)
        {
            return Show(page, model with { Decision = answer.Read(AccessJson.Default.AccessDecisionResponse).Decision, ProjectId = question.Where == Question.Project ? question.Place : null });
        }

        page.Form.Take(
            answer, page.Language, ("subject", "subject"), ("operation", "operation"), ("project_id", "project"), ("organisation_id", "where"), ("resource_id", "resource"));
        page.Form.Problem = answer.Status switch
        {
            StatusCodes.Status404NotFound => page.T(DecisionTexts.NotFound),
            StatusCodes.Status403Forbidden => page.T(DecisionTexts.NotAllowedToAsk),
            _ => page.Form.Problem,
        };
        return Show(page, model);
    }

    private static Task<ApiAnswer> AskAsync(ApiClient api, JsonObject body) => api.SendAsync("POST", $"/iam/haneul/v1/access-decisions", body, shown: body);

    private static bool LooksLikeId(string text) => text.Length is 32 or 36 && text.All(static character => char.IsAsciiHexDigit(character) || character == '-');

    private static PageAnswer Show(Page page, DecisionModel model) => page.Show<DecisionView, DecisionModel>(page.T(DecisionTexts.Title), model);
}
