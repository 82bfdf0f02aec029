using System.Text.Json;
using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Writes the body of a token in Keystone's order of fields (spec/iam-and-trail.md section 9.2).</summary>
internal sealed class TokenRendering(Catalog catalog)
{
    /// <summary>The body as UTF-8 JSON.</summary>
    public byte[] Render(Call call, TokenRecord token, bool withCatalog)
    {
        var services = withCatalog && token.Subject.Project is not null ? catalog.For(call) : null;
        return JsonAnswer.ToBytes((token, services), static (json, state) => Write(json, state.token, state.services));
    }

    private static void Write(Utf8JsonWriter json, TokenRecord token, byte[]? services)
    {
        var (user, project, accessKey, _) = token.Subject;
        json.WriteStartObject();
        json.WriteStartObject("token"u8);
        json.WriteStartArray("methods"u8);
        json.WriteStringValue(token.Method);
        json.WriteEndArray();
        json.WriteStartObject("user"u8);
        WriteDomain(json, user.DomainId, user.DomainName);
        json.WriteString("id"u8, user.Id);
        json.WriteString("name"u8, user.Name);
        json.WriteNull("password_expires_at"u8);
        json.WriteEndObject();
        json.WriteStartArray("audit_ids"u8);
        json.WriteStringValue(token.AuditId);
        json.WriteEndArray();
        json.WriteString("expires_at"u8, UnixTime.ToWire(token.ExpiresAt));
        json.WriteString("issued_at"u8, UnixTime.ToWire(token.IssuedAt));
        if (project is not null)
        {
            WriteProject(json, token, project, services);
        }

        if (accessKey is not null)
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

    private static void WriteProject(Utf8JsonWriter json, TokenRecord token, TokenProject project, byte[]? services)
    {
        json.WriteStartObject("project"u8);
        WriteDomain(json, project.DomainId, project.DomainName);
        json.WriteString("id"u8, project.Id);
        json.WriteString("name"u8, project.Name);
        json.WriteEndObject();
        json.WriteBoolean("is_domain"u8, false);
        json.WriteStartArray("roles"u8);
        foreach (var role in token.Roles)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, role.Id);
            json.WriteString("name"u8, role.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (services is not null)
        {
            json.WritePropertyName("catalog"u8);
            json.WriteRawValue(services, skipInputValidation: true);
        }
    }

    private static void WriteDomain(Utf8JsonWriter json, string id, string name)
    {
        json.WriteStartObject("domain"u8);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, name);
        json.WriteEndObject();
    }
}
