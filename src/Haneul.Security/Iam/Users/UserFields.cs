using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Passwords;

namespace Haneul.Security.Iam.Users;

/// <summary>The fields of a user that a request gives. Those that it leaves out stay as they are; null takes off what a user need not have.</summary>
internal sealed class UserFields
{
    private const int LongestDescription = 4096;

    private static readonly string[] Removable = ["email", "description", "default_project_id", "password"];

    private readonly HashSet<string> _named;
    private readonly string? _name;
    private readonly string? _email;
    private readonly string? _description;
    private readonly string? _defaultProjectId;
    private readonly bool? _isEnabled;
    private readonly UserOptionsChange? _options;
    private readonly string? _extra;

    private UserFields() => _named = [];

    private UserFields(JsonFields user, string? id)
    {
        _named = Removable.Where(user.Has).ToHashSet(StringComparer.Ordinal);
        _name = id is null || user.Has("name") ? NameField.Required(user) : null;
        DomainId = user.OptionalString("domain_id", 1, 64);
        _email = user.OptionalString("email");
        _description = user.OptionalString("description", 0, LongestDescription);
        _isEnabled = user.OptionalBoolean("enabled");
        _defaultProjectId = user.OptionalString("default_project_id", 1, 64);
        Password = user.OptionalString("password", PasswordHashing.ShortestPassword, PasswordHashing.LongestPassword);
        _options = UserOptionsChange.Read(user);
        if (id is not null)
        {
            MatchingId.Check(user, id);
        }

        CheckFederated(user);

        // Not attributes of a caller's own: the one is the server's to say, the other a secret that must not be kept in clear.
        user.Skip("password_expires_at");
        user.Skip("original_password");
        _extra = ExtraAttributes.Read(user);
    }

    /// <summary>The organisation that is given; null if none is.</summary>
    public string? DomainId { get; }

    /// <summary>The new password; null if none is given, or if it is to be taken off (<see cref="NamesPassword"/>).</summary>
    public string? Password { get; }

    /// <summary>Whether the request changes the password, or takes it off.</summary>
    public bool NamesPassword => _named.Contains("password");

    /// <summary>Reads the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="id">The user that is changed; null for a new one.</param>
    public static UserFields Read(JsonFields body, string? id) => body.RequiredObject("user") is { } user ? new(user, id) : new();

    /// <summary>The new user.</summary>
    public User ToNew(string id, string organisationId) => ApplyTo(new User(id, organisationId, _name!, Email: null, Description: null, IsEnabled: true, DefaultProjectId: null));

    /// <summary>The user after the change.</summary>
    public User ApplyTo(User old) => old with
    {
        Name = _name ?? old.Name,
        Email = _named.Contains("email") ? _email : old.Email,
        Description = _named.Contains("description") ? _description : old.Description,
        IsEnabled = _isEnabled ?? old.IsEnabled,
        DefaultProjectId = _named.Contains("default_project_id") ? _defaultProjectId : old.DefaultProjectId,
        Options = _options?.ApplyTo(old.Options) ?? old.Options,
        Extra = ExtraAttributes.Merge(old.Extra, _extra),
    };

    /// <summary>Never shows the password.</summary>
    public override string ToString() => nameof(UserFields);

    // Clients that write back what they read send an empty list; sign-in through identity providers is not there.
    private static void CheckFederated(JsonFields user)
    {
        if (user.Has("federated") && user.RequiredValue("federated") is { } given
            && given is not { ValueKind: JsonValueKind.Null } && !(given.ValueKind == JsonValueKind.Array && given.GetArrayLength() == 0))
        {
            user.AddProblem("federated", "must be an empty list: users of identity providers are not available in this version");
        }
    }
}
