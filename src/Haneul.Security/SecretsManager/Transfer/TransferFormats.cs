namespace Haneul.Security.SecretsManager.Transfer;

/// <summary>The forms in which secrets come and go.</summary>
internal static class TransferFormats
{
    public const string Dotenv = "dotenv";
    public const string Json = "json";
    public const string Yaml = "yaml";
    public const string VaultKv2 = "vault-kv2";
    public const string Bundle = "bundle";

    /// <summary>What can be imported.</summary>
    public static readonly string[] Imported = [Dotenv, Json, Yaml, VaultKv2, Bundle];

    /// <summary>What can be exported.</summary>
    public static readonly string[] Exported = [Dotenv, Json, Yaml, Bundle];
}
