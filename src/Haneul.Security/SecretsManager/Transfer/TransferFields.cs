using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Transfer.Bundles;

namespace Haneul.Security.SecretsManager.Transfer;

/// <summary>Reads the fields that imports and exports share.</summary>
internal static class TransferFields
{
    private const int ShortestPassword = 12;
    private const int LongestPassword = 1024;

    /// <summary>One of some words; without a fallback it must be there.</summary>
    public static string ReadChoice(JsonFields fields, string field, string? fallback, params string[] choices)
    {
        var word = fallback is null ? fields.RequiredString(field, minLength: 0) : fields.OptionalString(field) ?? fallback;
        if (choices.Contains(word, StringComparer.Ordinal))
        {
            return word;
        }

        if (fields.Has(field))
        {
            fields.AddProblem(field, $"must be one of {string.Join(", ", choices)}");
        }

        return "";
    }

    /// <summary>The beginning of names; empty for none.</summary>
    public static string ReadPrefix(JsonFields fields)
    {
        var prefix = fields.OptionalString("prefix", minLength: 0, maxLength: ResourceText.NameCharacters) ?? "";
        if (prefix.Any(char.IsControl))
        {
            fields.AddProblem("prefix", "must not contain control characters");
        }

        return prefix;
    }

    /// <summary>Password or key of a bundle; null for other formats.</summary>
    public static BundleSecret? ReadProtection(JsonFields fields, string format)
    {
        var password = fields.OptionalString("password", ShortestPassword, LongestPassword);
        var key = fields.OptionalString("key", minLength: 1, maxLength: 64);
        if (format != TransferFormats.Bundle)
        {
            Refuse(fields, "password");
            Refuse(fields, "key");
            return null;
        }

        if (fields.Has("password") == fields.Has("key"))
        {
            fields.AddProblem("password", "or a key is required for a bundle, and not both");
            return null;
        }

        var bytes = new byte[AesGcmPool.KeySize];
        if (key is not null && !(Convert.TryFromBase64String(key, bytes, out var length) && length == bytes.Length))
        {
            fields.AddProblem("key", $"must be {AesGcmPool.KeySize} bytes in Base64");
        }

        return password is null && key is null ? null : new BundleSecret(password, key is null ? null : bytes);
    }

    private static void Refuse(JsonFields fields, string field)
    {
        if (fields.Has(field))
        {
            fields.AddProblem(field, "is only for a bundle");
        }
    }
}
