using Haneul.WebConsole.Api;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Groups;

/// <summary>What the list of groups shows.</summary>
/// <param name="Groups">The groups of this page of it.</param>
/// <param name="Words">What was searched for; null for nothing.</param>
/// <param name="MayManage">Whether the person may create groups.</param>
/// <param name="Next">The marker of the next page; null on the last.</param>
public sealed record GroupsModel(IReadOnlyList<GroupBody> Groups, string? Words, bool MayManage, string? Next);

/// <summary>Lists and searches the groups of the organisation.</summary>
internal static class ListGroups
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        if (await OrganisationScope.OpenAsync(page) is not { } scope)
        {
            return Refusals.NeedsReader(page, "iam.ListGroups");
        }

        var words = page.Query("q")?.Trim();
        page.Form = Forms.FormFields.With(("q", words));
        var answer = await scope.Api.GetAsync(ApiPath.Of($"/iam/identity/v3/groups?domain_id={page.Session!.DomainId}&limit=100")
            .With("name__icontains", words).With("marker", page.Query("marker")));
        if (!answer.IsSuccess)
        {
            return page.Fail(answer);
        }

        var groups = answer.Read(GroupsJson.Default.GroupsResponse);
        var rows = groups.Groups.OrderBy(static group => group.Name, StringComparer.OrdinalIgnoreCase);
        return page.Show<GroupsView, GroupsModel>(page.T(GroupTexts.Title), new([.. rows], words is { Length: > 0 } ? words : null, scope.MayManage, NextMarker.Of(groups.Links)));
    }
}
