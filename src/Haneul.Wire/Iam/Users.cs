using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A user. What was never given is left out, as Keystone does.</summary>
public sealed record UserBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    string Id,
    string Name,
    string DomainId,
    bool Enabled,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DefaultProjectId,
    string? PasswordExpiresAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, JsonElement>? Extra,
    UserOptions Options,
    SelfLink Links)
{
    /// <summary>Attributes of a caller's own. Set, not init: the generated metadata would take it for a parameter of the constructor, which it must not be.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Attributes { get; set; }
}

/// <summary>Keystone's options of a user; those that were never set are left out. Also the form in which they are kept.</summary>
public sealed record UserOptions
{
    /// <summary>No option is set.</summary>
    public static UserOptions None { get; } = new();

    /// <summary>A password that an administrator gave need not be changed at the first sign-in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IgnoreChangePasswordUponFirstUse { get; init; }

    /// <summary>The password does not expire.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IgnorePasswordExpiry { get; init; }

    /// <summary>Wrong passwords do not lock the user out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IgnoreLockoutFailureAttempts { get; init; }

    /// <summary>The user cannot change their own password.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? LockPassword { get; init; }

    /// <summary>The user is not disabled for having been away for long.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IgnoreUserInactivity { get; init; }

    /// <summary>Whether <see cref="MultiFactorAuthRules"/> hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? MultiFactorAuthEnabled { get; init; }

    /// <summary>Sets of methods, one of which a sign-in must have proven in full.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<string>>? MultiFactorAuthRules { get; init; }
}

/// <summary>Answer of CreateUser, GetUser and UpdateUser.</summary>
public sealed record UserResponse(UserBody User);

/// <summary>Answer of ListUsers and ListGroupUsers.</summary>
public sealed record UsersResponse(IReadOnlyList<UserBody> Users, ListLinks Links);

/// <summary>JSON metadata of users.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(UsersResponse))]
[JsonSerializable(typeof(UserOptions))]
[JsonSerializable(typeof(string))]
public sealed partial class UsersJson : JsonSerializerContext;
