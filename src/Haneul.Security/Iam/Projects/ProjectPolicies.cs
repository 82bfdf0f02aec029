using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Projects;

/// <summary>Who may do what with projects.</summary>
internal static class ProjectPolicies
{
    private const Persona Seeing = Persona.Admin | Persona.SystemReader | Persona.DomainReader | Persona.ProjectParticipant;

    private const Persona Managing = Persona.Admin | Persona.DomainManager;

    public static readonly Policy List = Policy.Read("list_projects", "List projects.", Persona.Admin | Persona.SystemReader | Persona.DomainReader);

    public static readonly Policy Get = Policy.Read("get_project", "Show a project and what is above and below it.", Seeing);

    public static readonly Policy Create = Policy.Change("create_project", "Make a project.", Managing);

    public static readonly Policy Update = Policy.Change("update_project", "Change a project.", Managing);

    public static readonly Policy Delete = Policy.Change("delete_project", "Delete a project.", Managing);

    public static readonly Policy ListTags = Policy.Read("list_project_tags", "List the tags of a project.", Seeing);

    public static readonly Policy GetTag = Policy.Read("get_project_tag", "Ask whether a project has a tag.", Seeing);

    public static readonly Policy ReplaceTags = Policy.Change("update_project_tags", "Give a project other tags.", Managing);

    public static readonly Policy CreateTag = Policy.Change("create_project_tag", "Add a tag to a project.", Managing);

    public static readonly Policy DeleteTags = Policy.Change("delete_project_tags", "Take all tags from a project.", Managing);

    public static readonly Policy DeleteTag = Policy.Change("delete_project_tag", "Take a tag from a project.", Managing);
}
