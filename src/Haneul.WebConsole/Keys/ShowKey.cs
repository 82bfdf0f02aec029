using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Keys;

/// <summary>What the page of a key shows.</summary>
/// <param name="Key">The key.</param>
/// <param name="PublicKey">Its public half as PEM; null if it has none or it can't be had.</param>
/// <param name="Uses">The first of the secrets that name it; null where that can't be known.</param>
public sealed record KeyModel(Key Key, string? PublicKey, ListSecretsResponse? Uses);

/// <summary>Shows what a key is, its public half and what it protects.</summary>
internal static class ShowKey
{
    private const int MostUses = 5;

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page);
        if (key is null)
        {
            return refusal!;
        }

        var publicKey = ReadPublicKeyAsync(page, key);
        var uses = ReadUsesAsync(page, key);
        return page.Show<KeyView, KeyModel>(key.Name, new(key, await publicKey, await uses));
    }

    /// <summary>Whether a key has a public half that the person may have.</summary>
    public static bool HasPublicKey(Key key) => key is { Type: KeyWords.Asymmetric, IsAccessible: true, DefaultVersion: > 0 };

    /// <summary>Asks for the public half of a key.</summary>
    public static Task<ApiAnswer> GetPublicKeyAsync(Page page, Key key) => page.Api.GetAsync($"/kms/api/v1/keys/{key.Id}/public-key");

    private static async Task<string?> ReadPublicKeyAsync(Page page, Key key) =>
        HasPublicKey(key) && await GetPublicKeyAsync(page, key) is { IsSuccess: true } answer ? answer.Read(KmsUsesJson.Default.PublicKeyResponse).Public.Key : null;

    // Only keys of this purpose protect secrets (spec/secrets-and-kms.md 4.1).
    private static async Task<ListSecretsResponse?> ReadUsesAsync(Page page, Key key) =>
        key.Purpose == KeyWords.SymmetricEncryption && page.May("secrets-manager.ListSecrets")
        && await page.Api.GetAsync($"/secrets-manager-service/api/v1/secrets?kms_key_id={key.Id}&limit={MostUses}&sort_keys=name&sort_dirs=asc") is { IsSuccess: true } answer
            ? answer.Read(SecretsManagerJson.Default.ListSecretsResponse)
            : null;
}
