using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>Answer of ListRoleAssignments.</summary>
public sealed record RoleAssignmentsResponse(IReadOnlyList<RoleAssignmentBody> RoleAssignments, ListLinks Links);

/// <summary>Who holds a role where: a user or a group, never both.</summary>
public sealed record RoleAssignmentBody(
    AssignmentLinks Links,
    AssignmentScope Scope,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AssignmentReference? User,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AssignmentReference? Group,
    AssignmentReference Role);

/// <summary>What an assignment speaks of; its name and the organisation that it belongs to where names are asked for.</summary>
public sealed record AssignmentReference(
    string Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AssignmentReference? Domain = null);

/// <summary>Where a role is held: on a project, an organisation or the installation.</summary>
public sealed record AssignmentScope(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AssignmentReference? Project = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AssignmentReference? Domain = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WholeSystem? System = null,
    [property: JsonPropertyName("OS-INHERIT:inherited_to"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? InheritedTo = null);

/// <summary>The installation as the place of an assignment.</summary>
public sealed record WholeSystem(bool All)
{
    /// <summary>The one value.</summary>
    public static WholeSystem Value { get; } = new(true);
}

/// <summary>Where an assignment comes from: the grant, the membership through which it reaches a user, the implication.</summary>
public sealed record AssignmentLinks(
    string Assignment,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Membership,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PriorRole);

/// <summary>JSON metadata of role assignments.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RoleAssignmentsResponse))]
public sealed partial class AssignmentJson : JsonSerializerContext;
