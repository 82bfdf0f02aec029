using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>What every request for an access key may say, whoever the key is for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="ExpiresAt">When it ends, microseconds; null for never.</param>
internal sealed record KeyBasics(string Name, string? Description, long? ExpiresAt)
{
    /// <summary>Reads them from the key's object in the body.</summary>
    public static KeyBasics Read(JsonFields key, DateTimeOffset now)
    {
        var name = key.RequiredString("name");
        if (name.Length > 0 && string.IsNullOrWhiteSpace(name))
        {
            key.AddProblem("name", "must not be blank");
        }

        var expiresAt = key.OptionalInstant("expires_at");
        if (expiresAt <= now)
        {
            key.AddProblem("expires_at", "must be in the future");
        }

        return new(name, key.OptionalString("description"), expiresAt is { } instant ? UnixTime.ToMicroseconds(instant) : null);
    }
}
