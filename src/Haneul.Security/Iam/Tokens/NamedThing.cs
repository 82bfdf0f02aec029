using System.Text.Json;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Something by its id, or by its name and the id or name of its organisation.</summary>
internal sealed record NamedThing(string? Id, string? Name, string? DomainId, string? DomainName)
{
    /// <summary>What an ill-formed reference reads as; a problem was reported.</summary>
    public static NamedThing Nothing { get; } = new(null, null, null, null);

    /// <summary>Whether that is the user whom it names.</summary>
    public bool Names(TokenUser user) => Id is { } id
        ? user.Is(id)
        : NameKey.Of(Name!) == NameKey.Of(user.Name) && (DomainId is { } domainId ? domainId == user.DomainId : NameKey.Of(DomainName!) == NameKey.Of(user.DomainName));

    /// <summary>Reads a user or project.</summary>
    public static NamedThing Read(JsonFields fields)
    {
        if (fields.OptionalString("id", 1) is { } id)
        {
            return new(id, null, null, null);
        }

        if (!fields.Has("name"))
        {
            if (!fields.Has("id"))
            {
                fields.AddProblem("id", "is required, or name and domain");
            }
            else if (fields.RequiredValue("id") is { ValueKind: JsonValueKind.Null })
            {
                fields.AddProblem("id", "must not be null");
            }

            return Nothing;
        }

        var name = fields.RequiredString("name");
        if (fields.RequiredObject("domain") is not { } domain)
        {
            return Nothing;
        }

        var (domainId, domainName, _, _) = ReadDomain(domain);
        return new(null, name, domainId, domainName);
    }

    /// <summary>Reads an organisation, which needs nothing beside its name.</summary>
    public static NamedThing ReadDomain(JsonFields fields)
    {
        if (fields.OptionalString("id", 1) is { } id)
        {
            return new(id, null, null, null);
        }

        var name = fields.OptionalString("name", 1);
        if (name is null && !fields.Has("id") && !fields.Has("name"))
        {
            fields.AddProblem("id", "is required, or name");
        }
        else if (name is null)
        {
            fields.AddProblem(fields.Has("id") ? "id" : "name", "must be a text");
        }

        return new(null, name, null, null);
    }
}
