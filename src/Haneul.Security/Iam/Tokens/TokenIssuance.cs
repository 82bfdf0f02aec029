using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Makes tokens for those who have proven who they are.</summary>
internal sealed class TokenIssuance(IDatabase database, TokenText text, TokenRendering rendering, IdGenerator ids, HaneulOptions options)
{
    /// <summary>A new token with its body. Token and event commit together. 401 if what was proven has changed since it was checked.</summary>
    public async ValueTask<Outcome<TokenAnswer>> IssueAsync(Call call, Identified identified, bool withCatalog)
    {
        // Whole seconds, as Keystone's tokens have.
        var issuedAt = UnixTime.ToMicroseconds(DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds()));
        var expiresAt = issuedAt + (options.TokenLifetime.Ticks / TimeSpan.TicksPerMicrosecond);
        var record = new TokenRecord
        {
            Method = identified.Method,
            AuditId = ids.NewAuditId(),
            IssuedAt = issuedAt,
            ExpiresAt = Math.Min(expiresAt, identified.Subject.AccessKey?.ExpiresAt ?? expiresAt),
            Subject = identified.Subject,
            Roles = identified.Roles,
        };
        var token = text.Generate();
        if (!text.TryRead(token, out var key))
        {
            throw new InvalidOperationException("A new token can't be read back.");
        }

        var answer = new TokenAnswer(await rendering.RenderAsync(call, record, withCatalog), token);
        // A fact and not the resource's id: an id that only one event ever has is not worth its place in the index of resources.
        call.Trail.AddFact("audit_id", record.AuditId);
        call.Trail.AddFact("method", record.Method);
        if (record.Subject.Project is { } project)
        {
            call.Trail.AddFact("project_id", project.Id);
        }

        return await call.WriteAsync<TokenAnswer>(database, async transaction =>
        {
            if (!await TokenStore.InsertAsync(transaction, key, record, identified.Proof))
            {
                return IamErrors.SignInFailed;
            }

            return Outcome.Created(answer);
        });
    }
}
