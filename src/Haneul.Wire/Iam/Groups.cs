using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A group of users.</summary>
public sealed record GroupBody(string Id, string Name, string DomainId, string Description, SelfLink Links)
{
    /// <summary>Attributes of a caller's own. Set, not init: the generated metadata would take it for a parameter of the constructor, which it must not be.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Attributes { get; set; }
}

/// <summary>A group as one of its members has it. Memberships that end by themselves come with federation alone.</summary>
public sealed record GroupOfUserBody(string Id, string Name, string DomainId, string Description, string? MembershipExpiresAt, SelfLink Links)
{
    /// <summary>Attributes of a caller's own. Set, not init: the generated metadata would take it for a parameter of the constructor, which it must not be.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Attributes { get; set; }
}

/// <summary>Answer of CreateGroup, GetGroup and UpdateGroup.</summary>
public sealed record GroupResponse(GroupBody Group);

/// <summary>Answer of ListGroups.</summary>
public sealed record GroupsResponse(IReadOnlyList<GroupBody> Groups, ListLinks Links);

/// <summary>Answer of ListUserGroups.</summary>
public sealed record GroupsOfUserResponse(IReadOnlyList<GroupOfUserBody> Groups, ListLinks Links);

/// <summary>JSON metadata of groups.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GroupResponse))]
[JsonSerializable(typeof(GroupsResponse))]
[JsonSerializable(typeof(GroupsOfUserResponse))]
public sealed partial class GroupsJson : JsonSerializerContext;
