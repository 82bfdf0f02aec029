using System.Globalization;
using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.Kms.Uses;

/// <summary>
/// Keys on their way into use: found, refused where they may not be used, and opened. Every use is on the trail with key and version, whatever comes
/// of it. The order of refusals: unknown key, access control, purpose, state.
/// </summary>
internal sealed partial class UsableKeys(KeyVersionLookup lookup, KeyMaterials materials, ILogger<UsableKeys> logger)
{
    /// <summary>What any use does first: the answer is the caller's alone, and the trail knows the key.</summary>
    public static void Begin(Call call, string keyId)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
    }

    /// <summary>The key at its default version, if that may be used for one of the purposes.</summary>
    public async ValueTask<Outcome<KeyVersionInUse>> FindDefaultAsync(Call call, string keyId, params string[] purposes)
    {
        var key = await lookup.FindAsync(call, keyId, version: null);
        if (RefuseKey(call, key, purposes) is { } refusedKey)
        {
            return refusedKey;
        }

        NoteVersion(call, key!.Version);
        return RefuseVersion(key) is { } refusedVersion ? refusedVersion : key;
    }

    /// <summary>The key at the version that a ciphertext names, null for a text that is no ciphertext.</summary>
    public async ValueTask<Outcome<KeyVersionInUse>> FindForDecryptionAsync(Call call, string keyId, int? version, params string[] purposes)
    {
        var key = await lookup.FindAsync(call, keyId, version);
        if (RefuseKey(call, key, purposes) is { } refusedKey)
        {
            return refusedKey;
        }

        if (version is not { } named)
        {
            return KeyUseErrors.InvalidCiphertext;
        }

        NoteVersion(call, named);
        return key!.VersionStatus is null ? KeyUseErrors.InvalidCiphertext
            : RefuseVersion(key) is { } refusedVersion ? refusedVersion
            : key;
    }

    /// <summary>Why the caller may not use the key for any of the purposes, whatever the version; null if nothing speaks against it.</summary>
    public static Error? RefuseKey(Call call, KeyVersionInUse? key, params ReadOnlySpan<string> purposes)
    {
        if (key is null)
        {
            return KmsErrors.UnknownKey;
        }

        call.Trail.ResourceName = key.Name;
        return key switch
        {
            { IsAdmitted: false } => KmsErrors.AccessDenied,
            _ when !purposes.Contains(key.Purpose) => KmsErrors.WrongPurpose.With("key_id", key.Purpose, string.Join(" or ", purposes.ToArray())),
            { DefaultVersion: 0 } => KmsErrors.NotActivated,
            _ => (Error?)null,
        };
    }

    /// <summary>Notes on the trail which version the call used or asked for.</summary>
    public static void NoteVersion(Call call, int version) => call.Trail.AddFact("version", version.ToString(CultureInfo.InvariantCulture));

    /// <summary>Opens the material of a symmetric key version for a caller that releases it.</summary>
    public async ValueTask<Outcome<SecretKey>> OpenSymmetricAsync(Call call, string keyId, KeyVersionInUse key)
    {
        if (SpecOf(key) is null || key.Material is not { } envelope)
        {
            return Damaged(call, keyId, key.Version, exception: null);
        }

        try
        {
            return await materials.OpenSymmetricAsync(call.ProjectId, keyId, key.Version, envelope, call.Context.RequestAborted);
        }
        catch (EnvelopeException exception)
        {
            return Damaged(call, keyId, key.Version, exception);
        }
    }

    /// <summary>Opens the pair of an asymmetric key version. The caller disposes the lease.</summary>
    public async ValueTask<Outcome<AsymmetricKeyLease>> OpenPairAsync(Call call, string keyId, KeyVersionInUse key)
    {
        if (SpecOf(key) is not { IsAsymmetric: true } spec || key.Material is not { } envelope)
        {
            return Damaged(call, keyId, key.Version, exception: null);
        }

        try
        {
            return await materials.OpenPairAsync(call.ProjectId, keyId, key.Version, spec, envelope, call.Context.RequestAborted);
        }
        catch (Exception exception) when (exception is EnvelopeException or CryptographicException)
        {
            return Damaged(call, keyId, key.Version, exception);
        }
    }

    /// <summary>Opens the material of a version of a key for HMAC. The caller disposes, and so wipes, it.</summary>
    public async ValueTask<Outcome<SecretBuffer>> OpenAsync(Call call, string keyId, KeyVersionInUse key)
    {
        // What the row says of a key is not authenticated, what the envelope holds is: where they disagree, the row was changed.
        if (SpecOf(key) is not { IsAsymmetric: false } spec || key.Material is not { } envelope)
        {
            return Damaged(call, keyId, key.Version, exception: null);
        }

        try
        {
            var material = await materials.OpenAsync(call.ProjectId, keyId, key.Version, spec, envelope, call.Context.RequestAborted);
            if (material.Length == KeyMaterial.SymmetricLength(spec.Algorithm))
            {
                return material;
            }

            material.Dispose();
            return Damaged(call, keyId, key.Version, exception: null);
        }
        catch (EnvelopeException exception)
        {
            return Damaged(call, keyId, key.Version, exception);
        }
    }

    /// <summary>Refuses to use what is stored, loudly.</summary>
    public Error Damaged(Call call, string keyId, int version, Exception? exception)
    {
        LogDamaged(call.RequestId, call.ProjectId, keyId, version, exception);
        return KmsErrors.MaterialDamaged.With(version);
    }

    /// <summary>What the key is; null if its row names a combination that there is not.</summary>
    public static KeySpec? SpecOf(KeyVersionInUse key)
    {
        foreach (var spec in KeyAlgorithms.All)
        {
            if (spec.Purpose == key.Purpose && spec.Algorithm == key.Algorithm)
            {
                return spec;
            }
        }

        return null;
    }

    private static Error? RefuseVersion(KeyVersionInUse key) =>
        key.VersionStatus == KeyVersionStatus.Active ? null : KmsErrors.VersionNotActive.With(key.Version, key.VersionStatus ?? KeyVersionStatus.Destroyed);

    [LoggerMessage(310, LogLevel.Critical, "Request {RequestId}: what is stored of key {KeyId} version {Version} of project {ProjectId} did not open or does not fit together: it was damaged, changed or moved.")]
    private partial void LogDamaged(string requestId, string projectId, string keyId, int version, Exception? exception);
}
