using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Haneul.Security.Iam.Passwords;

/// <summary>
/// A stored password as text: <c>v1$pbkdf2-sha512$iterations$salt$hash</c>. The parameters stand with the hash, so that the cost can grow
/// without a migration; they are bounded before any work is done, because a hostile row could ask for a billion rounds.
/// </summary>
/// <param name="Iterations">Rounds of PBKDF2.</param>
/// <param name="Salt">Random, per password.</param>
/// <param name="Hash">HMAC, under the pepper, of what PBKDF2 gave.</param>
internal sealed record PasswordHash(int Iterations, byte[] Salt, byte[] Hash)
{
    public const int MostIterations = 2_000_000;
    public const int SaltSize = 16;
    public const int HashSize = 32;
    private const string Prefix = "v1$pbkdf2-sha512$";

    /// <summary>Reads a stored password; null if it is damaged or out of bounds.</summary>
    public static PasswordHash? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length > 256)
        {
            return null;
        }

        var parts = text[Prefix.Length..].Split('$');
        var salt = new byte[SaltSize];
        var hash = new byte[HashSize];
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            && iterations is > 0 and <= MostIterations
            && Convert.TryFromBase64String(parts[1], salt, out var saltLength) && saltLength == SaltSize
            && Convert.TryFromBase64String(parts[2], hash, out var hashLength) && hashLength == HashSize
            ? new PasswordHash(iterations, salt, hash)
            : null;
    }

    /// <summary>The slow part: what PBKDF2-HMAC-SHA512 makes of a password.</summary>
    public static byte[] Derive(string password, byte[] salt, int iterations)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        try
        {
            return Rfc2898DeriveBytes.Pbkdf2(bytes, salt, iterations, HashAlgorithmName.SHA512, HashSize);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The text that is stored.</summary>
    public string ToText() => $"{Prefix}{Iterations}${Convert.ToBase64String(Salt)}${Convert.ToBase64String(Hash)}";

    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(PasswordHash);
}
