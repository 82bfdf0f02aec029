using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Organisations;

namespace Haneul.Security.Iam.Projects;

/// <summary>The fields of a project that a request gives; null for those that it leaves out.</summary>
/// <param name="Common">Those that organisations have too.</param>
/// <param name="DomainId">The organisation.</param>
/// <param name="ParentId">The project above, or the organisation.</param>
/// <param name="IsDomain">Whether it is an organisation, seen as a project.</param>
/// <param name="NamesDomain">Whether the organisation is named, be it as null.</param>
/// <param name="NamesParent">Whether the project above is named, be it as null.</param>
internal sealed record ProjectFields(OrganisationFields Common, string? DomainId, string? ParentId, bool? IsDomain, bool NamesDomain, bool NamesParent)
{
    /// <summary>Reads the body of a new project.</summary>
    public static readonly Func<JsonFields, ProjectFields> ReadNew = static body => Read(body, isNew: true);

    /// <summary>Reads the body of a change.</summary>
    public static readonly Func<JsonFields, ProjectFields> ReadChange = static body => Read(body, isNew: false);

    private static ProjectFields Read(JsonFields body, bool isNew)
    {
        if (body.RequiredObject("project") is not { } project)
        {
            return new(OrganisationFields.None, null, null, null, false, false);
        }

        var domainId = project.OptionalString("domain_id", 1, 64);
        var parentId = project.OptionalString("parent_id", 1, 64);
        var isDomain = project.OptionalBoolean("is_domain");
        return new(OrganisationFields.Read(project, isNew), domainId, parentId, isDomain, project.Has("domain_id"), project.Has("parent_id"));
    }
}
