using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Trusts;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Makes tokens for those who have proven who they are.</summary>
internal sealed class TokenIssuance(IDatabase database, TokenText text, TokenRendering rendering, IdGenerator ids, HaneulOptions options, AccessKeyUses uses)
{
    /// <summary>A new token with its body. Token and event commit together. 401 if what was proven has changed since it was checked.</summary>
    public async ValueTask<Outcome<TokenAnswer>> IssueAsync(Call call, TokenGrant grant, bool withCatalog)
    {
        var record = ToRecord(call, grant);
        var token = text.Generate();
        if (!text.TryRead(token, out var key))
        {
            throw new InvalidOperationException("A new token can't be read back.");
        }

        var answer = new TokenAnswer(await rendering.RenderAsync(call, record, withCatalog), token);
        Record(call, record);
        return await call.WriteAsync<TokenAnswer>(database, async transaction =>
        {
            // First: on PostgreSQL the row's lock is then taken for the change at once, and two tokens of one trust cannot wait for each other.
            if (record.Subject.Trust is { } trust && !await TrustScope.UseAsync(transaction, trust))
            {
                return TrustErrors.Unusable;
            }

            if (grant.By.AccessKey is { Subject.AccessKey: { } accessKey })
            {
                await uses.NoteAsync(transaction, accessKey.Id, call.Now);
            }

            if (!await TokenStore.InsertAsync(transaction, key, record, grant.By.Proof))
            {
                return IamErrors.SignInFailed;
            }

            return Outcome.Created(answer);
        });
    }

    private TokenRecord ToRecord(Call call, TokenGrant grant)
    {
        // Whole seconds, as Keystone's tokens have.
        var issuedAt = UnixTime.ToMicroseconds(DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds()));
        var expiresAt = issuedAt + (options.TokenLifetime.Ticks / TimeSpan.TicksPerMicrosecond);
        expiresAt = Math.Min(expiresAt, grant.Subject.DelegationEndsAt ?? expiresAt);

        // Whoever steals a token must not keep it alive by making new ones of it.
        expiresAt = Math.Min(expiresAt, grant.By.Parent?.ExpiresAt ?? expiresAt);
        return new TokenRecord
        {
            Methods = grant.By.Methods,
            AuditId = ids.NewAuditId(),
            ParentAuditId = grant.By.Parent is { } parent ? parent.ParentAuditId ?? parent.AuditId : null,
            IssuedAt = issuedAt,
            ExpiresAt = expiresAt,
            Subject = grant.Subject,
            Roles = grant.Roles,
        };
    }

    private static void Record(Call call, TokenRecord token)
    {
        // A fact and not the resource's id: an id that only one event ever has is not worth its place in the index of resources.
        call.Trail.AddFact("audit_id", token.AuditId);
        call.Trail.AddFact("method", TokenStore.JoinMethods(token.Methods));
        if (token.ParentAuditId is { } chain)
        {
            call.Trail.AddFact("parent_audit_id", chain);
        }

        if (token.Subject.Trust is { } trust)
        {
            call.Trail.AddFact("trust_id", trust.Id);
            call.Trail.AddFact("trustor_user_id", trust.TrustorUserId);
        }
        else if (token.Subject.OAuth is { } oauth)
        {
            call.Trail.AddFact("access_token_id", oauth.AccessTokenId);
            call.Trail.AddFact("consumer_id", oauth.ConsumerId);
        }

        if (token.Subject is { Project: { } project })
        {
            call.Trail.AddFact("project_id", project.Id);
        }
        else if (token.Subject is { Domain: { } domain })
        {
            call.Trail.AddFact("domain_id", domain.Id);
        }
        else if (token.Subject.IsSystem)
        {
            call.Trail.AddFact("system", "all");
        }
    }
}
