using System.Text.Json;
using Haneul.Kernel.Access;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Keys.Access;

/// <summary>Somebody who can be on the list of a key.</summary>
/// <param name="Id">Id of the user, group or service account.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">One of <see cref="SubjectTypes"/>.</param>
public sealed record KeySubject(string Id, string Name, string Type);

/// <summary>Who can be put on the list of a key: users and groups with a role in the project, and its service accounts (spec/secrets-and-kms.md 2.6).</summary>
/// <param name="All">By type and name; empty for those who may not see the members.</param>
/// <param name="AreVisible">Whether the person sees the members of the project, without which nobody can be named.</param>
public sealed record KeySubjects(IReadOnlyList<KeySubject> All, bool AreVisible)
{
    private static readonly string[] TypeOrder = [SubjectTypes.User, SubjectTypes.Group, SubjectTypes.ServiceAccount];

    /// <summary>Asks who there is in the project.</summary>
    public static async Task<KeySubjects> LoadAsync(Page page)
    {
        var members = page.Api.GetAsync($"/iam/identity/v3/role_assignments?scope.project.id={page.State!.ProjectId}&include_names=true");
        var accounts = page.May("iam.ListServiceAccounts") ? await page.Api.GetAsync($"/iam/haneul/v1/service-accounts") : null;
        if (await members is not { IsSuccess: true } answer)
        {
            return new([], false);
        }

        var robots = accounts is { IsSuccess: true }
            ? accounts.Read(ServiceAccountsJson.Default.ServiceAccountsResponse).ServiceAccounts.Select(static account => new KeySubject(account.Id, account.Name, SubjectTypes.ServiceAccount))
            : [];
        var people = answer.Json.GetProperty("role_assignments").EnumerateArray().Select(ToSubject).OfType<KeySubject>();
        return new(
            [.. robots.Concat(people).DistinctBy(static subject => subject.Id, StringComparer.Ordinal)
                .OrderBy(static subject => Array.IndexOf(TypeOrder, subject.Type)).ThenBy(static subject => subject.Name, StringComparer.OrdinalIgnoreCase)],
            true);
    }

    private static KeySubject? ToSubject(JsonElement assignment) =>
        assignment.TryGetProperty("user", out var user) ? new(user.GetProperty("id").GetString()!, NameOf(user), SubjectTypes.User)
        : assignment.TryGetProperty("group", out var group) ? new(group.GetProperty("id").GetString()!, NameOf(group), SubjectTypes.Group)
        : null;

    private static string NameOf(JsonElement subject) => subject.TryGetProperty("name", out var name) ? name.GetString()! : subject.GetProperty("id").GetString()!;
}
