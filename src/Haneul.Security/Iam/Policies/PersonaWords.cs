namespace Haneul.Security.Iam.Policies;

/// <summary>Says in words whom a policy admits; for the generated reference.</summary>
internal static class PersonaWords
{
    private static readonly (Persona Persona, string Words)[] Table =
    [
        (Persona.Anyone, "any valid token"),
        (Persona.Admin, "`admin` on the system or a project"),
        (Persona.SystemAdmin, "`admin` on the system"),
        (Persona.SystemReader, "`reader` on the system"),
        (Persona.AnyManager, "`manager` anywhere"),
        (Persona.DomainManager, "`manager` on its organisation"),
        (Persona.DomainReader, "`reader` on its organisation"),
        (Persona.ProjectManager, "who manages the members of its project"),
        (Persona.ProjectViewer, "who sees the members of its project"),
        (Persona.ProjectParticipant, "who has a role on the project"),
        (Persona.DomainParticipant, "who has a role on its organisation"),
        (Persona.ProjectInDomain, "who has a role on a project of the organisation"),
        (Persona.Owner, "its own user"),
    ];

    /// <summary>The words, separated by commas.</summary>
    public static string Of(Persona admitted) => string.Join(", ", Table.Where(row => (admitted & row.Persona) != Persona.None).Select(row => row.Words));
}
