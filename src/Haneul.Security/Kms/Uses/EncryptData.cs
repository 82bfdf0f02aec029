using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Uses;

/// <summary>Encrypts with the default version of a key, symmetric or asymmetric.</summary>
internal static class EncryptData
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "EncryptData",
        KmsPermissions.Use,
        TrailRule.Project("Encrypt Data", "Key Version"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        KmsErrors.WrongPurpose,
        KmsErrors.NotActivated,
        KmsErrors.VersionNotActive,
        KmsErrors.MaterialDamaged);

    public static async ValueTask<Outcome<EncryptDataResponse>> HandleAsync(
        string keyId, Call call, JsonBody body, QueryFields query, UsableKeys keys, PublicKeys publicKeys, IRandomSource random)
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

        var found = await keys.FindDefaultAsync(call, keyId, KeyPurposes.SymmetricEncryption, KeyPurposes.AsymmetricEncryption);
        if (found.Error is { } refused)
        {
            return refused;
        }

        var key = found.Value;
        var ciphertext = key.Purpose == KeyPurposes.SymmetricEncryption
            ? await EncryptSymmetricAsync(call, keyId, key, request!, keys, random)
            : await EncryptAsymmetricAsync(call, keyId, key, request!, publicKeys);
        return ciphertext.Error is { } error ? error : new EncryptDataResponse(new EncryptedData(ciphertext.Value, key.Version));
    }

    private static async ValueTask<Outcome<string>> EncryptSymmetricAsync(
        Call call, string keyId, KeyVersionInUse found, Request request, UsableKeys keys, IRandomSource random)
    {
        var opened = await keys.OpenSymmetricAsync(call, keyId, found);
        if (opened.Error is { } damaged)
        {
            return damaged;
        }

        var key = opened.Value;
        try
        {
            return SymmetricCipher.Encrypt(key, new KeyVersionScope(call.ProjectId, keyId, found.Version), request.Input.Span, request.AdditionalData.Span, random);
        }
        finally
        {
            key.Release();
        }
    }

    private static async ValueTask<Outcome<string>> EncryptAsymmetricAsync(Call call, string keyId, KeyVersionInUse found, Request request, PublicKeys publicKeys)
    {
        var problems = new List<FieldProblem>();
        if (request.Input.Length > AsymmetricCipher.LargestPlaintext)
        {
            problems.Add(new("encrypt.input", $"must have at most {AsymmetricCipher.LargestPlaintext} bytes for a key of {found.Algorithm}"));
        }

        if (request.AdditionalData.Length > 0)
        {
            problems.Add(new("encrypt.aad", $"is not possible with a key of {found.Algorithm}"));
        }

        if (problems.Count > 0)
        {
            return Error.FromProblems(problems);
        }

        var opened = await publicKeys.OpenAsync(call, keyId, found);
        if (opened.Error is { } damaged)
        {
            return damaged;
        }

        using var lease = opened.Value;
        return AsymmetricCipher.Encrypt(lease.Key, found.Version, request.Input.Span);
    }

    private sealed record Request(SecretBuffer Input, SecretBuffer AdditionalData) : IDisposable
    {
        public static readonly Func<JsonFields, Request> Read = static body => body.RequiredObject("encrypt") is { } encrypt
            ? new(RequestBytes.ReadBase64(encrypt, "input"), RequestBytes.ReadAdditionalData(encrypt))
            : new(new SecretBuffer(0), new SecretBuffer(0));

        public void Dispose()
        {
            Input.Dispose();
            AdditionalData.Dispose();
        }
    }
}
