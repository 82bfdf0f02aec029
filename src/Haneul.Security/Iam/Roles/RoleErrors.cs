using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Roles;

/// <summary>The errors of roles and of what they imply.</summary>
internal static class RoleErrors
{
    public static readonly ErrorCode NameTaken = new(409, "RoleNameTaken", "There is already a role of this name. Names are compared without regard to case.");
    public static readonly ErrorCode Immutable = new(403, "RoleImmutable", "The role {0} is immutable. It can be changed or deleted after its option 'immutable' was taken off.");
    public static readonly ErrorCode BuiltIn = new(403, "RoleBuiltIn", "The role {0} is built in: what it is called and what it implies belong to the product and can't be changed.");
    public static readonly ErrorCode ImplicationNotFound = new(404, "ImpliedRoleNotFound", "The role {0} does not imply the role {1} itself.");
    public static readonly ErrorCode ImplicationExists = new(409, "ImpliedRoleExists", "The role {0} implies the role {1} already.");
    public static readonly ErrorCode ImplicationForbidden = new(403, "ImpliedRoleForbidden", "No role may imply the role {0}.");
    public static readonly ErrorCode ImplicationOfOrganisationRole = new(403, "ImpliedRoleOfOrganisation", "The role {0} belongs to an organisation and can be implied only by a role of the same one.");
}
