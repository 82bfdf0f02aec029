using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Signing in with an access key (seed 1, methods 1 and 2).</summary>
internal sealed class AccessKeySignIn(IDatabase database, AccessKeySecrets secrets, RoleDirectory directory, KeptAccessKeys kept) : ISignInMethod
{
    private static readonly string[] Methods = [TokenRequest.AccessKeyMethod];

    /// <inheritdoc />
    public string Name => TokenRequest.AccessKeyMethod;

    /// <summary>Checks the key. Whatever is wrong, the answer is the same 401 after one durable write (<see cref="UnknownSignIns"/>): also for an id
    /// that does not exist, where Keystone's 404 tells too much.</summary>
    public async ValueTask<Outcome<Identified>> IdentifyAsync(Call call, TokenRequest request)
    {
        // Only a right secret takes the short way: a wrong one must not tell by its speed that the key is in use.
        var identity = request.AccessKey!;
        var found = kept.Find(identity.Id);
        var isRight = found is not null && secrets.Matches(identity.Secret, found.SecretHash);
        if (!isRight)
        {
            var readIn = kept.Epoch;
            found = await database.ReadAsync(session => FindAsync(session, identity), call.Context.RequestAborted);
            isRight = secrets.Matches(identity.Secret, found?.SecretHash);
            if (found is null)
            {
                return IamErrors.SignInFailed;
            }

            if (isRight)
            {
                kept.Keep(found, readIn);
            }
        }

        var subject = found!.Subject;
        call.Trail.ActorId = subject.User.Id;
        call.Trail.ActorName = subject.User.Name;
        call.Trail.ActorDomainId = subject.User.DomainId;
        call.Trail.ActorCredentialId = subject.AccessKey!.Id;
        return isRight && identity.User?.Names(subject.User) != false && subject.IsEnabled && !(subject.AccessKey.ExpiresAt <= UnixTime.ToMicroseconds(call.Now)) && found.Roles.Count > 0
            ? new Identified(subject.User, Methods, Proof.OfAccessKey(subject.AccessKey.Id, found.SecretHash)) { AccessKey = found, Options = found.Options }
            : IamErrors.SignInFailed;
    }

    private async ValueTask<FoundAccessKey?> FindAsync(IDatabaseSession session, AccessKeyIdentity identity)
    {
        var found = await session.QueryFirstOrDefaultAsync($"""
            SELECT k.secret_hash, u.options, {Subject.SelectUser}, {Subject.SelectProject}, {Subject.SelectAccessKey}
            FROM iam_access_keys k
            JOIN iam_users u ON u.id = k.user_id
            JOIN iam_organisations uo ON uo.id = u.organisation_id
            JOIN iam_projects p ON p.id = k.project_id
            JOIN iam_organisations po ON po.id = p.organisation_id
            WHERE {Condition(identity)}
            """, static row => new FoundAccessKey(row.GetFieldValue<byte[]>(0), Subject.Read(row, 2), [], row.GetString(1)));
        if (found is null)
        {
            return null;
        }

        var subject = found.Subject;
        var assigned = await EffectiveRoles.OnProjectAsync(session, subject.User.Id, subject.Project!.Id);
        return found with { Roles = EffectiveRoles.Intersect(await directory.GetAsync(session), RoleScope.Project, assigned, atIssue: null, subject.AccessKey!.RoleIds) };
    }

    private static Sql Condition(AccessKeyIdentity identity) => identity switch
    {
        { Id: { } id } => $"k.id = {id}",
        { User.Id: { } userId } => $"k.name = {identity.Name} AND k.user_id = {userId}",
        { User.DomainId: { } domainId } => $"k.name = {identity.Name} AND u.name_key = {NameKey.Of(identity.User.Name!)} AND u.organisation_id = {domainId}",
        _ => $"k.name = {identity.Name} AND u.name_key = {NameKey.Of(identity.User!.Name!)} AND uo.name_key = {NameKey.Of(identity.User.DomainName!)}",
    };
}
