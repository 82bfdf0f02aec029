using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Signing in with a password, for a project or for none: how an organisation is administered.</summary>
internal sealed class PasswordSignIn(IDatabase database, PasswordHashing passwords, RoleDirectory directory)
{
    /// <summary>Checks user, password and scope. Whatever is wrong, the answer is the same 401 after the same slow work and one durable write (<see cref="UnknownSignIns"/>).</summary>
    public async ValueTask<Outcome<Identified>> IdentifyAsync(Call call, PasswordIdentity identity, RequestedScope scope)
    {
        var cancellation = call.Context.RequestAborted;
        var found = await database.ReadAsync(session => FindUserAsync(session, identity.User), cancellation);
        if (found is not null)
        {
            call.Trail.ActorId = found.User.Id;
            call.Trail.ActorName = found.User.Name;
            call.Trail.ActorDomainId = found.User.DomainId;
        }

        // Nobody has so long a password; it is worked on all the same, so that it takes the time of any other wrong one.
        var stored = identity.Password.Length > PasswordHashing.LongestPassword ? null : found?.PasswordHash;
        var verified = await passwords.VerifyAsync(identity.Password, stored, cancellation);
        if (verified.Error is { } error)
        {
            return error;
        }

        if (!verified.Value || found is not { IsEnabled: true })
        {
            return IamErrors.SignInFailed;
        }

        return scope.Kind switch
        {
            ScopeKind.Domain => IamErrors.FeatureNotBuilt.With("Tokens for an organisation (scope.domain)"),
            ScopeKind.System => IamErrors.FeatureNotBuilt.With("Tokens for the installation (scope.system)"),
            ScopeKind.Trust => IamErrors.FeatureNotBuilt.With("Tokens for a trust (scope.OS-TRUST:trust)"),
            _ => await database.ReadAsync(session => ScopeAsync(session, found, scope), cancellation),
        };
    }

    private static ValueTask<FoundUser?> FindUserAsync(IDatabaseSession session, NamedThing user)
    {
        Sql condition = user switch
        {
            { Id: { } id } => $"u.id = {id}",
            { DomainId: { } domainId } => $"u.name = {user.Name} AND uo.id = {domainId}",
            _ => $"u.name = {user.Name} AND uo.name = {user.DomainName}",
        };
        return session.QueryFirstOrDefaultAsync($"""
            SELECT u.password_hash, u.default_project_id, {Subject.SelectUser}
            FROM iam_users u JOIN iam_organisations uo ON uo.id = u.organisation_id
            WHERE {condition}
            """, static row =>
        {
            var found = Subject.ReadUser(row, 2, out var isEnabled);
            return new FoundUser(found, isEnabled, row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1));
        });
    }

    private async ValueTask<Outcome<Identified>> ScopeAsync(IDatabaseSession session, FoundUser found, RequestedScope scope)
    {
        var proof = new Proof(found.PasswordHash, SecretHash: null);

        // Without a scope the token is for the user's default project, if they may enter it, as in Keystone.
        var wanted = scope.Kind == ScopeKind.None && found.DefaultProjectId is { } id ? new NamedThing(id, null, null, null) : scope.Target;
        if (wanted is not null && await FindProjectAsync(session, wanted) is { IsEnabled: true, Project: { } project })
        {
            var assigned = await EffectiveRoles.OnProjectAsync(session, found.User.Id, project.Id);
            var roles = EffectiveRoles.Intersect(await directory.GetAsync(session), RoleScope.Project, assigned, atIssue: null, ofKey: null);
            if (roles.Count > 0)
            {
                return new Identified(TokenRequest.PasswordMethod, new Subject(found.User, project, AccessKey: null, IsEnabled: true), roles, proof);
            }
        }

        return scope.Kind == ScopeKind.Project
            ? IamErrors.SignInFailed
            : new Identified(TokenRequest.PasswordMethod, new Subject(found.User, Project: null, AccessKey: null, IsEnabled: true), [], proof);
    }

    private static ValueTask<FoundProject?> FindProjectAsync(IDatabaseSession session, NamedThing project)
    {
        Sql condition = project switch
        {
            { Id: { } id } => $"p.id = {id}",
            { DomainId: { } domainId } => $"p.name = {project.Name} AND po.id = {domainId}",
            _ => $"p.name = {project.Name} AND po.name = {project.DomainName}",
        };
        return session.QueryFirstOrDefaultAsync(
            $"SELECT {Subject.SelectProject} FROM iam_projects p JOIN iam_organisations po ON po.id = p.organisation_id WHERE {condition}",
            static row => new FoundProject(Subject.ReadProject(row, 0, out var isEnabled)!, isEnabled));
    }

    private sealed record FoundUser(TokenUser User, bool IsEnabled, string? PasswordHash, string? DefaultProjectId);

    private sealed record FoundProject(TokenProject Project, bool IsEnabled);
}
