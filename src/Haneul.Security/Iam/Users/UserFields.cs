using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Passwords;

namespace Haneul.Security.Iam.Users;

/// <summary>The fields of a user that a request gives; null for those that it leaves out.</summary>
internal sealed record UserFields(string? Name, string? DomainId, string? Email, string? Description, bool? IsEnabled, string? DefaultProjectId, string? Password)
{
    /// <summary>Reads the body.</summary>
    public static UserFields Read(JsonFields body, bool isNew)
    {
        if (body.RequiredObject("user") is not { } user)
        {
            return new(null, null, null, null, null, null, null);
        }

        var name = isNew ? user.RequiredString("name") : user.OptionalString("name", 1);
        if (name is { Length: > 0 } && string.IsNullOrWhiteSpace(name))
        {
            user.AddProblem("name", "must not be blank");
        }

        return new(
            name,
            user.OptionalString("domain_id", 1),
            user.OptionalString("email"),
            user.OptionalString("description"),
            user.OptionalBoolean("enabled"),
            user.OptionalString("default_project_id"),
            user.OptionalString("password", PasswordHashing.ShortestPassword, PasswordHashing.LongestPassword));
    }

    /// <summary>The stored form of the password, null if none is given; 429 if too many are being worked on. Slow work: before the transaction.</summary>
    public async ValueTask<Outcome<string?>> HashPasswordAsync(PasswordHashing passwords, CancellationToken cancellation)
    {
        if (Password is null)
        {
            return (string?)null;
        }

        var hashed = await passwords.HashAsync(Password, cancellation);
        return hashed.Error is { } busy ? busy : hashed.Value;
    }

    /// <summary>Never shows the password.</summary>
    public override string ToString() => nameof(UserFields);
}
