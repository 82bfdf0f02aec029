using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Groups;

/// <summary>The fields of a group that a request gives; null for those that it leaves out.</summary>
internal sealed record GroupFields(string? Name, string? DomainId, string? Description, string? Extra)
{
    private const int LongestDescription = 4096;

    /// <summary>Reads the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="id">The group that is changed; null for a new one.</param>
    public static GroupFields Read(JsonFields body, string? id)
    {
        if (body.RequiredObject("group") is not { } group)
        {
            return new(null, null, null, null);
        }

        var name = id is null || group.Has("name") ? NameField.Required(group) : null;
        if (id is not null)
        {
            MatchingId.Check(group, id);
        }

        var domainId = group.OptionalString("domain_id", 1, 64);
        var description = group.OptionalString("description", 0, LongestDescription);

        // Clients that write back a group of a user must not make an attribute of it.
        group.Skip("membership_expires_at");
        return new(name, domainId, description ?? (group.Has("description") ? "" : null), ExtraAttributes.Read(group));
    }

    /// <summary>The group after the change.</summary>
    public Group ApplyTo(Group old) => old with
    {
        Name = Name ?? old.Name,
        Description = Description ?? old.Description,
        Extra = ExtraAttributes.Merge(old.Extra, Extra),
    };
}
