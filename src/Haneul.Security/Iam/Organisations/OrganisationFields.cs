using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Projects;

namespace Haneul.Security.Iam.Organisations;

/// <summary>The fields that organisations and projects share; null for those that a request leaves out.</summary>
internal sealed record OrganisationFields(string? Id, string? Name, string? Description, bool? IsEnabled, string? Tags, ResourceOptions? Options, string? Extra)
{
    private const int LongestDescription = 65535;

    /// <summary>Whether the request does nothing but lift the option that guards the resource from change.</summary>
    public bool OnlyUnlocks => Options is { IsImmutable: not true } && Name is null && Description is null && IsEnabled is null && Tags is null && Extra is null;

    /// <summary>Nothing: of a body that could not be read.</summary>
    public static OrganisationFields None { get; } = new(null, null, null, null, null, null, null);

    /// <summary>Reads the object and keeps what it does not know as attributes of the caller's own: what is known beside these fields must have been read.</summary>
    public static OrganisationFields Read(JsonFields fields, bool isNew)
    {
        var name = isNew || fields.Has("name") ? NameField.Required(fields, longest: 64) : null;
        return new(
            fields.OptionalString("id", 0, 64),
            name?.Trim(),
            fields.Has("description") ? fields.OptionalString("description", 0, LongestDescription) ?? "" : null,
            fields.OptionalBoolean("enabled"),
            ProjectTags.Read(fields, "tags"),
            ResourceOptions.Read(fields),
            ExtraAttributes.Read(fields));
    }
}
