using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Credentials;

/// <summary>
/// Tells an S3 gateway whose signature a request carries, in the shape of a token. Only services of the operator may ask (OSSA-2025-002), and no token is handed out:
/// the answer says who may do what, and nothing to call with. Whatever is wrong with a signature, the answer is the same 401.
/// </summary>
internal static class ValidateS3Token
{
    /// <summary>The method of such tokens.</summary>
    public const string Method = "ec2credential";

    public static readonly Operation Operation = new(
        "iam", "ValidateS3Token",
        CredentialPolicies.ValidateS3.Permission,
        TrailRule.Organisation("Validate S3 Token", "Credential"),
        IamErrors.SignInFailed);

    // Keystone's default ([credential] auth_ttl): older signatures are replays (OSSA-2020-003).
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(15);

    public static async Task<Outcome<S3TokenAnswer>> HandleAsync(
        Call call, JsonBody body, IDatabase database, CredentialBlobs blobs, RoleDirectory directory, TokenRendering rendering, IdGenerator ids, HaneulOptions options)
    {
        if (CredentialPolicies.ValidateS3.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(S3TokenRequest.Read, out var request, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        if (request is not { Access: { } access, Signature: { } signature, StringToSign: { } stringToSign })
        {
            return IamErrors.SignInFailed;
        }

        call.Trail.ResourceId = ShownText.Cut(access);
        var cancellation = call.Context.RequestAborted;
        var found = await database.ReadAsync(session => FindAsync(session, directory, access), cancellation);
        if (found is null || !Ec2Blob.TryRead(await blobs.OpenAsync(found.Credential, cancellation), out var key, out _)
            || !S3Signature.Matches(key.Secret, stringToSign, signature) || !request.IsFresh(call.Now, LongestLife)
            || !found.Subject.IsEnabled || found.Roles.Count == 0)
        {
            return IamErrors.SignInFailed;
        }

        call.Trail.DomainId = found.Subject.User.DomainId;
        call.Trail.AddFact("user_id", found.Subject.User.Id);
        var issuedAt = UnixTime.ToMicroseconds(DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds()));
        return new S3TokenAnswer(await rendering.RenderAsync(call, new TokenRecord
        {
            Methods = [Method],
            AuditId = ids.NewAuditId(),
            IssuedAt = issuedAt,
            ExpiresAt = issuedAt + (options.TokenLifetime.Ticks / TimeSpan.TicksPerMicrosecond),
            Subject = found.Subject,
            Roles = found.Roles,
        }, withCatalog: true));
    }

    private static async ValueTask<Found?> FindAsync(IDatabaseSession session, RoleDirectory directory, string access)
    {
        if (await Credential.FindAsync(session, Ec2Blob.IdOf(access)) is not { IsEc2: true, ProjectId: { } projectId } credential)
        {
            return null;
        }

        var subject = await session.QueryFirstOrDefaultAsync($"""
            SELECT {Subject.SelectUser}, {Subject.SelectProject}
            FROM iam_users u
            JOIN iam_organisations uo ON uo.id = u.organisation_id
            JOIN iam_projects p ON p.id = {projectId}
            JOIN iam_organisations po ON po.id = p.organisation_id
            WHERE u.id = {credential.UserId}
            """, static row => Subject.ReadInProject(row, 0));
        if (subject is null)
        {
            return null;
        }

        var assigned = await EffectiveRoles.OnProjectAsync(session, credential.UserId, projectId);
        return new(credential, subject, EffectiveRoles.Intersect(await directory.GetAsync(session), RoleScope.Project, assigned, atIssue: null, ofKey: null));
    }

    private sealed record Found(Credential Credential, Subject Subject, IReadOnlyList<Role> Roles);
}

/// <summary>A token's body without the token.</summary>
/// <param name="body">The body as UTF-8 JSON.</param>
internal sealed class S3TokenAnswer(byte[] body) : IAnswer
{
    /// <inheritdoc />
    public Task WriteAsync(Call call)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        return JsonAnswer.SendAsync(call.Context, body);
    }
}
