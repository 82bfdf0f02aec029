using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;

namespace Haneul.Security.Kms.Uses;

/// <summary>Decrypts with the version of the key that the ciphertext names.</summary>
internal static class DecryptData
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "DecryptData",
        KmsPermissions.Use,
        TrailRule.Project("Decrypt Data", "Key Version"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        KmsErrors.WrongPurpose,
        KmsErrors.NotActivated,
        KeyUseErrors.InvalidCiphertext,
        KmsErrors.VersionNotActive,
        KmsErrors.MaterialDamaged);

    public static async ValueTask<Outcome<PlaintextAnswer>> HandleAsync(string keyId, Call call, JsonBody body, QueryFields query, UsableKeys keys)
    {
        UsableKeys.Begin(call, keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var isRead = body.TryRead(Request.Read, out var request, out var wrongBody);
        using var owned = request;
        if (!isRead)
        {
            return wrongBody!;
        }

        var found = await keys.FindForDecryptionAsync(
            call, keyId, request!.Ciphertext.Version, KeyPurposes.SymmetricEncryption, KeyPurposes.AsymmetricEncryption);
        if (found.Error is { } refused)
        {
            return refused;
        }

        var key = found.Value;
        return key.Purpose == KeyPurposes.SymmetricEncryption
            ? await DecryptSymmetricAsync(call, keyId, key, request, keys)
            : await DecryptAsymmetricAsync(call, keyId, key, request, keys);
    }

    private static async ValueTask<Outcome<PlaintextAnswer>> DecryptSymmetricAsync(Call call, string keyId, KeyVersionInUse found, Request request, UsableKeys keys)
    {
        var opened = await keys.OpenSymmetricAsync(call, keyId, found);
        if (opened.Error is { } damaged)
        {
            return damaged;
        }

        var key = opened.Value;
        try
        {
            var scope = new KeyVersionScope(call.ProjectId, keyId, found.Version);
            return SymmetricCipher.TryDecrypt(key, scope, request.Ciphertext.Parse(), request.AdditionalData.Span, out var plaintext)
                ? new PlaintextAnswer(plaintext)
                : KeyUseErrors.InvalidCiphertext;
        }
        finally
        {
            key.Release();
        }
    }

    private static async ValueTask<Outcome<PlaintextAnswer>> DecryptAsymmetricAsync(Call call, string keyId, KeyVersionInUse found, Request request, UsableKeys keys)
    {
        if (request.AdditionalData.Length > 0)
        {
            return Error.FromProblems([new("decrypt.aad", $"is not possible with a key of {found.Algorithm}")]);
        }

        var opened = await keys.OpenPairAsync(call, keyId, found);
        if (opened.Error is { } damaged)
        {
            return damaged;
        }

        using var lease = opened.Value;
        return AsymmetricCipher.TryDecrypt(lease.Key, found.Version, request.Ciphertext.Parse(), out var plaintext)
            ? new PlaintextAnswer(plaintext)
            : KeyUseErrors.InvalidCiphertext;
    }

    private sealed record Request(CiphertextField Ciphertext, SecretBuffer AdditionalData) : IDisposable
    {
        public static readonly Func<JsonFields, Request> Read = static body => body.RequiredObject("decrypt") is { } decrypt
            ? new(CiphertextField.Read(decrypt, "cipher_text"), RequestBytes.ReadAdditionalData(decrypt))
            : new(CiphertextField.None(), new SecretBuffer(0));

        public void Dispose()
        {
            Ciphertext.Dispose();
            AdditionalData.Dispose();
        }
    }
}
