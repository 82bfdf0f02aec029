using System.Text.Json;
using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Federation.ServiceProviders;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Writes the body of a token in Keystone's order of fields (spec/iam-and-trail.md section 9.2).</summary>
internal sealed class TokenRendering(Catalog catalog)
{
    /// <summary>The body as UTF-8 JSON.</summary>
    public async ValueTask<byte[]> RenderAsync(Call call, TokenRecord token, bool withCatalog)
    {
        var isScoped = token.Subject is not { Project: null, Domain: null, IsSystem: false };
        var services = withCatalog && isScoped ? await catalog.ForAsync(call, token.Subject.Project?.Id, token.Subject.User.Id) : null;
        var providers = await catalog.ServiceProvidersAsync(call);
        return JsonAnswer.ToBytes((token, services, providers), static (json, state) => Write(json, state.token, state.services, state.providers));
    }

    private static void Write(Utf8JsonWriter json, TokenRecord token, byte[]? services, IReadOnlyList<ServiceProvider> providers)
    {
        json.WriteStartObject();
        json.WriteStartObject("token"u8);
        WriteOrigin(json, token);
        WriteScope(json, token);
        if (services is not null)
        {
            json.WritePropertyName("catalog"u8);
            json.WriteRawValue(services, skipInputValidation: true);
        }

        WriteServiceProviders(json, providers);
        WriteDelegation(json, token.Subject);
        if (token.Subject.AccessKey is { } accessKey)
        {
            json.WriteStartObject("application_credential"u8);
            json.WriteString("id"u8, accessKey.Id);
            json.WriteString("name"u8, accessKey.Name);
            json.WriteBoolean("restricted"u8, !accessKey.IsUnrestricted);
            WriteAccessRules(json, accessKey.Rules);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    // In every token, unscoped ones too, where there are any enabled, as in Keystone.
    private static void WriteServiceProviders(Utf8JsonWriter json, IReadOnlyList<ServiceProvider> providers)
    {
        if (providers.Count == 0)
        {
            return;
        }

        json.WriteStartArray("service_providers"u8);
        foreach (var provider in providers)
        {
            json.WriteStartObject();
            json.WriteString("auth_url"u8, provider.AuthUrl);
            json.WriteString("id"u8, provider.Id);
            json.WriteString("sp_url"u8, provider.SpUrl);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Only where there are some, as in Keystone: its middleware takes an empty list for "nothing is allowed".
    private static void WriteAccessRules(Utf8JsonWriter json, AccessRules? rules)
    {
        if (rules is null)
        {
            return;
        }

        json.WriteStartArray("access_rules"u8);
        foreach (var rule in rules.All)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, rule.Id);
            json.WriteString("service"u8, rule.Service);
            json.WriteString("path"u8, rule.Path);
            json.WriteString("method"u8, rule.Method);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOrigin(Utf8JsonWriter json, TokenRecord token)
    {
        json.WriteStartArray("methods"u8);
        foreach (var method in token.Methods)
        {
            json.WriteStringValue(method);
        }

        json.WriteEndArray();
        var user = token.Subject.User;
        json.WriteStartObject("user"u8);
        WriteDomain(json, user.DomainId, user.DomainName);
        json.WriteString("id"u8, user.Id);
        json.WriteString("name"u8, user.Name);
        if (user.PasswordExpiresAt is { } expiry)
        {
            // Without Z, unlike the times of the token itself: so Keystone writes it here and in users.
            json.WriteString("password_expires_at"u8, UnixTime.ToWire(expiry).AsSpan().TrimEnd('Z'));
        }
        else
        {
            json.WriteNull("password_expires_at"u8);
        }

        json.WriteEndObject();
        json.WriteStartArray("audit_ids"u8);
        json.WriteStringValue(token.AuditId);
        if (token.ParentAuditId is { } chain)
        {
            json.WriteStringValue(chain);
        }

        json.WriteEndArray();
        json.WriteString("expires_at"u8, UnixTime.ToWire(token.ExpiresAt));
        json.WriteString("issued_at"u8, UnixTime.ToWire(token.IssuedAt));
    }

    private static void WriteScope(Utf8JsonWriter json, TokenRecord token)
    {
        switch (token.Subject)
        {
            case { Project: { } project }:
                json.WriteStartObject("project"u8);
                WriteDomain(json, project.DomainId, project.DomainName);
                json.WriteString("id"u8, project.Id);
                json.WriteString("name"u8, project.Name);
                json.WriteEndObject();
                if (token.Subject.Trust is null)
                {
                    json.WriteBoolean("is_domain"u8, false);
                    WriteRoles(json, token.Roles);
                }
                else
                {
                    WriteWholeRoles(json, token.Roles);
                }

                break;
            case { Domain: { } domain }:
                WriteDomain(json, domain.Id, domain.Name);
                WriteRoles(json, token.Roles);
                break;
            case { IsSystem: true }:
                WriteRoles(json, token.Roles);
                json.WriteStartObject("system"u8);
                json.WriteBoolean("all"u8, true);
                json.WriteEndObject();
                break;
        }
    }

    private static void WriteDelegation(Utf8JsonWriter json, Subject subject)
    {
        if (subject.Trust is { } trust)
        {
            json.WriteStartObject("OS-TRUST:trust"u8);
            json.WriteString("id"u8, trust.Id);
            json.WriteStartObject("trustor_user"u8);
            json.WriteString("id"u8, trust.TrustorUserId);
            json.WriteEndObject();
            json.WriteStartObject("trustee_user"u8);
            json.WriteString("id"u8, trust.TrusteeUserId);
            json.WriteEndObject();
            json.WriteBoolean("impersonation"u8, trust.IsImpersonating);
            json.WriteEndObject();
        }
        else if (subject.OAuth is { } oauth)
        {
            json.WriteStartObject("OS-OAUTH1"u8);
            json.WriteString("access_token_id"u8, oauth.AccessTokenId);
            json.WriteString("consumer_id"u8, oauth.ConsumerId);
            json.WriteEndObject();
        }
    }

    private static void WriteRoles(Utf8JsonWriter json, IReadOnlyList<Role> roles)
    {
        json.WriteStartArray("roles"u8);
        foreach (var role in roles)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, role.Id);
            json.WriteString("name"u8, role.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Tokens of a trust show the trust's roles as they are kept, in Keystone.
    private static void WriteWholeRoles(Utf8JsonWriter json, IReadOnlyList<Role> roles)
    {
        json.WriteStartArray("roles"u8);
        foreach (var role in roles)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, role.Id);
            json.WriteString("name"u8, role.Name);
            json.WriteString("domain_id"u8, role.OrganisationId);
            json.WriteString("description"u8, role.Description);
            json.WritePropertyName("options"u8);
            json.WriteRawValue(role.Options.ToColumn());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDomain(Utf8JsonWriter json, string id, string name)
    {
        json.WriteStartObject("domain"u8);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, name);
        json.WriteEndObject();
    }
}
