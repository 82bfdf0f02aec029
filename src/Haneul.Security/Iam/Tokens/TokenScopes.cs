using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.OAuth;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Trusts;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Decides what the token of someone who has proven who they are is for, and with which roles.</summary>
internal sealed class TokenScopes(IDatabase database, RoleDirectory directory, TrustScope trusts)
{
    /// <summary>The token to make. Whatever is wrong with the scope (unknown, disabled, no role there), the answer is the one 401 of every failed sign-in.</summary>
    public ValueTask<Outcome<TokenGrant>> GrantAsync(Call call, Identified by, RequestedScope scope)
    {
        if (by.AccessKey is { } key)
        {
            return new(scope.Kind == ScopeKind.None ? new TokenGrant(by, key.Subject, key.Roles) : IamErrors.ScopeNotAllowed);
        }

        if (by.OAuth is { } authorised)
        {
            var isIt = scope.Kind == ScopeKind.None || (scope is { Kind: ScopeKind.Project, Target.Id: { } id } && id == authorised.Subject.Project!.Id);
            return new(isIt ? new TokenGrant(by, authorised.Subject, authorised.Roles) : OAuthErrors.ScopeNotAllowed);
        }

        // What was proven for the installation is not turned towards a project or an organisation, as in Keystone; towards nothing it may be.
        if (by.Parent is { Subject.IsSystem: true } && scope.Kind is ScopeKind.Project or ScopeKind.Domain or ScopeKind.Trust)
        {
            return new(IamErrors.SystemTokenNotRescoped);
        }

        return scope.Kind == ScopeKind.Unscoped
            ? new(new TokenGrant(by, Unscoped(by), []))
            : new(FindAsync(call, by, scope));
    }

    private static Subject Unscoped(Identified by) => new(by.User, Project: null, AccessKey: null, IsEnabled: true);

    private async Task<Outcome<TokenGrant>> FindAsync(Call call, Identified by, RequestedScope scope) => await database.ReadAsync<Outcome<TokenGrant>>(async session =>
    {
        if (scope.Kind == ScopeKind.Trust)
        {
            return await trusts.GrantAsync(session, by, scope.Target!.Id!);
        }

        var found = scope.Kind switch
        {
            ScopeKind.None => await GrantDefaultAsync(session, by),
            ScopeKind.Project => await GrantProjectAsync(session, by, scope.Target!),
            ScopeKind.Domain => await GrantDomainAsync(session, by, scope.Target!),
            ScopeKind.System => await GrantAsync(session, by, Unscoped(by) with { IsSystem = true }),
            _ => null,
        };
        return found is null ? IamErrors.SignInFailed : found;
    }, call.Context.RequestAborted);

    /// <summary>Without a scope the token is for the user's default project, if they may enter it, as in Keystone; otherwise for nothing.</summary>
    private async ValueTask<TokenGrant?> GrantDefaultAsync(IDatabaseSession session, Identified by) =>
        (by is { DefaultProjectId: { } id, Parent: not { Subject.IsSystem: true } } ? await GrantProjectAsync(session, by, new NamedThing(id, null, null, null)) : null)
        ?? new TokenGrant(by, Unscoped(by), []);

    private async ValueTask<TokenGrant?> GrantProjectAsync(IDatabaseSession session, Identified by, NamedThing wanted)
    {
        Sql condition = wanted switch
        {
            { Id: { } id } => $"p.id = {id}",
            { DomainId: { } domainId } => $"p.name_key = {NameKey.Of(wanted.Name!)} AND p.organisation_id = {domainId}",
            _ => $"p.name_key = {NameKey.Of(wanted.Name!)} AND po.name_key = {NameKey.Of(wanted.DomainName!)}",
        };
        var subject = await session.QueryFirstOrDefaultAsync(
            $"SELECT {Subject.SelectProject} FROM iam_projects p JOIN iam_organisations po ON po.id = p.organisation_id WHERE {condition}",
            row => Unscoped(by) with { Project = Subject.ReadProject(row, 0, out var isEnabled), IsEnabled = isEnabled });
        return await GrantAsync(session, by, subject);
    }

    private async ValueTask<TokenGrant?> GrantDomainAsync(IDatabaseSession session, Identified by, NamedThing wanted)
    {
        Sql condition = wanted switch
        {
            { Id: { } id } => $"d.id = {id}",
            _ => $"d.name_key = {NameKey.Of(wanted.Name!)}",
        };
        var subject = await session.QueryFirstOrDefaultAsync(
            $"SELECT {Subject.SelectDomain} FROM iam_organisations d WHERE {condition}",
            row => Unscoped(by) with { Domain = Subject.ReadDomain(row, 0, out var isEnabled), IsEnabled = isEnabled });
        return await GrantAsync(session, by, subject);
    }

    /// <summary>Null unless it is there, enabled, and the user has a role on it.</summary>
    private async ValueTask<TokenGrant?> GrantAsync(IDatabaseSession session, Identified by, Subject? subject)
    {
        if (subject is not { IsEnabled: true } || await ScopeRoles.AssignedAsync(session, subject) is not { Count: > 0 } assigned)
        {
            return null;
        }

        var roles = EffectiveRoles.Intersect(await directory.GetAsync(session), ScopeRoles.KindOf(subject), assigned, atIssue: null, ofKey: null);
        return roles.Count > 0 ? new TokenGrant(by, subject, roles) : null;
    }
}
