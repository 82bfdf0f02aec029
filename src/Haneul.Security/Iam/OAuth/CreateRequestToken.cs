using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.OAuth;

/// <summary>A consumer asks to act in a project. It gets a request token, which a user then authorises.</summary>
internal static class CreateRequestToken
{
    public static readonly Operation Operation = new(
        "iam", "CreateRequestToken",
        Permission.Anyone("the signature of a consumer stands for a token"),
        TrailRule.Organisation("Create Request Token", "OAuth Request Token"),
        OAuthErrors.HeaderMissing, IamErrors.SignInFailed, IamErrors.ProjectNotFound);

    private const string ProjectHeader = "Requested-Project-Id";

    // Keystone's default.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    public static async Task<Outcome<FormAnswer>> HandleAsync(Call call, IDatabase database, ConsumerCalls calls, SignedRequests requests, OAuthSecrets secrets, IdGenerator ids)
    {
        var read = ConsumerCalls.Read(call, "oauth_consumer_key");
        if (read.Error is { } error)
        {
            return error;
        }

        if (!RepeatedHeader.TryRead(call.Context.Request.Headers[ProjectHeader], out var projectId) || projectId.Length == 0)
        {
            return OAuthErrors.HeaderMissing.With($"the header '{ProjectHeader}'");
        }

        return await calls.RunAsync(call, () => CreateAsync(call, read.Value, projectId, database, requests, secrets, ids));
    }

    private static async ValueTask<Outcome<FormAnswer>> CreateAsync(
        Call call, OAuthHeader header, string projectId, IDatabase database, SignedRequests requests, OAuthSecrets secrets, IdGenerator ids)
    {
        if (!await requests.VerifyAsync(call, header, tokenPurpose: null, tokenSecret: null))
        {
            return IamErrors.SignInFailed;
        }

        var id = ids.NewHexId();
        var secret = await secrets.CreateAsync(OAuthSecrets.RequestToken, id, call.Context.RequestAborted);
        var expiresAt = UnixTime.ToMicroseconds(call.Now + Lifetime);
        call.Trail.ResourceId = id;

        // Not a change that can alter what some token means: nothing that is kept in memory is made stale.
        return await call.WriteAsync<FormAnswer>(database, async transaction =>
        {
            // Locked: a project that is just being deleted is waited for and not found, or waits and takes this along.
            var organisation = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT organisation_id FROM iam_projects WHERE id = {projectId} {SqlToken.ShareLock}", static row => row.GetString(0));
            if (organisation is null)
            {
                return IamErrors.ProjectNotFound.With(ShownText.Cut(projectId));
            }

            call.Trail.DomainId = organisation;
            call.Trail.AddFact("project_id", projectId);
            var added = await transaction.ExecuteAsync($"""
                INSERT INTO iam_oauth_request_tokens (id, consumer_id, project_id, secret, role_ids, granted_role_ids, expires_at)
                SELECT {id}, c.id, {projectId}, {secret.Sealed}, '', '', {expiresAt} FROM iam_oauth_consumers c WHERE c.id = {header.ConsumerId} {SqlToken.ShareLock}
                """);
            return added == 0 ? IamErrors.SignInFailed : Outcome.Created(new FormAnswer(id, secret.Secret, UnixTime.ToWire(expiresAt)));
        });
    }
}
