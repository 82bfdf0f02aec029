namespace Haneul.Security.Iam.Roles;

/// <summary>What a role is about; decides who may give it and where (<see cref="Assignments.GrantRules"/>).</summary>
internal enum RoleFamily
{
    /// <summary>Keystone's own chain, for whoever runs the installation or an organisation. Who manages an organisation gives all but <c>admin</c> there.</summary>
    Installation,

    /// <summary>A role in an organisation. Who manages the organisation gives these.</summary>
    Organisation,

    /// <summary>A role in a project. Whoever manages the project's members gives these.</summary>
    Project,
}

/// <summary>One role of the table.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Family">What it is about.</param>
/// <param name="Description">What it lets its holder do.</param>
/// <param name="Implies">The roles that it contains.</param>
/// <param name="Permissions">The permissions of its own; those of the implied ones come on top.</param>
internal sealed record RoleDefinition(string Name, RoleFamily Family, string Description, string[] Implies, string[] Permissions);
