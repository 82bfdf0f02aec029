using System.Runtime.CompilerServices;
using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Access;

/// <summary>
/// Who callers are. As with <see cref="CallerPermissions"/> an answer is kept as long as the caller is; all that it tells is changed through
/// <see cref="MeaningfulChanges"/>, which replaces the caller.
/// </summary>
internal sealed class Accounts(IDatabase database, RoleDirectory directory)
{
    private readonly ConditionalWeakTable<Caller, Outcome<AccountResponse>> _answers = [];

    /// <summary>Who the caller is, and where they may go.</summary>
    public ValueTask<Outcome<AccountResponse>> OfAsync(Caller caller, CancellationToken cancellation) =>
        _answers.TryGetValue(caller, out var kept) ? new(kept) : ReadAsync(caller, cancellation);

    private async ValueTask<Outcome<AccountResponse>> ReadAsync(Caller caller, CancellationToken cancellation)
    {
        var token = ((TokenEntry)caller.Origin!).Token;
        Outcome<AccountResponse> answer = await database.ReadAsync<AccountResponse>(async session =>
        {
            var (projects, hasMore) = token.IsDelegated ? (OfToken(token), false) : await ReachableAsync(session, caller.UserId);
            var user = token.Subject.User;
            return new AccountResponse(new AccountBody(
                user.Id,
                user.Name,
                new NamedReference(user.DomainId, user.DomainName),
                projects,
                hasMore,
                token.IsDelegated ? null : await FirstOrganisation.HasGeneratedPasswordAsync(session, user.Id),
                user.PasswordExpiresAt is { } expiry ? UnixTime.ToWire(expiry) : null));
        }, cancellation);

        // Two calls may both read it; either is right.
        _answers.AddOrUpdate(caller, answer);
        return answer;
    }

    /// <summary>A delegated token leads nowhere else, wherever its user may go.</summary>
    private static List<AccountProject> OfToken(TokenRecord token) =>
        token.Subject.Project is { } project ? [new(project.Id, project.Name, project.DomainId, [.. token.Roles.Select(static role => role.Name)])] : [];

    private async ValueTask<(List<AccountProject> Projects, bool HasMore)> ReachableAsync(IDatabaseSession session, string userId)
    {
        var roles = await directory.GetAsync(session);
        var page = new ListPage(ListPage.Longest, After: "");
        var projects = await ReachableProjects.ListAsync(
            session, roles, userId, $" AND enabled = 1 AND organisation_id IN (SELECT id FROM iam_organisations WHERE enabled = 1)", page);
        var held = await session.QueryAsync($"""
            SELECT a.role_id, a.target_id, a.inherited FROM iam_role_assignments a WHERE a.actor_type = 'user' AND a.actor_id = {userId}
            UNION
            SELECT a.role_id, a.target_id, a.inherited FROM iam_group_members m CROSS JOIN iam_role_assignments a
            WHERE a.actor_type = 'group' AND a.actor_id = m.group_id AND m.user_id = {userId}
            """, static row => (Role: row.GetString(0), Target: row.GetString(1), IsInherited: row.GetInt64(2) == 1));

        // Ids of projects and organisations are random and never each other's, so that one table holds both.
        var byTarget = held.ToLookup(static each => (each.Target, each.IsInherited), static each => each.Role);
        var shown = projects.Take(page.Limit).Select(project =>
        {
            var above = project.AncestorIds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(project.OrganisationId);
            var given = byTarget[(project.Id, false)].Concat(above.SelectMany(id => byTarget[(id, true)]));
            return new AccountProject(project.Id, project.Name, project.OrganisationId, [.. roles.Expand(given, RoleScope.Project).Select(static role => role.Name)]);
        });
        return ([.. shown], projects.Count > page.Limit);
    }
}
