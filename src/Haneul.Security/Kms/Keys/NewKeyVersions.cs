using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Algorithms;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.Kms.Keys;

/// <summary>Makes versions of keys for calls.</summary>
internal sealed partial class NewKeyVersions(KeyMaterials materials, IRandomSource random, IdGenerator ids, ILogger<NewKeyVersions> logger)
{
    /// <summary>The version, not stored yet; or that it can't be enclosed, or not be made, because rows in the database were damaged or changed.</summary>
    public async ValueTask<Outcome<NewKeyVersion>> MakeAsync(Call call, string keyId, int version, KeySpec spec)
    {
        // The row of a key says what it is for, and whoever writes to the database could have it say anything.
        if (KeyAlgorithms.Find(spec.Type, spec.Purpose, spec.Algorithm) is null)
        {
            LogDamaged(call.RequestId, call.ProjectId, keyId, exception: null);
            return KmsErrors.MaterialDamaged.With(version);
        }

        try
        {
            return await NewKeyVersion.MakeAsync(materials, random, ids, call.ProjectId, keyId, version, spec, call.Context.RequestAborted);
        }
        catch (EnvelopeException exception)
        {
            LogDamaged(call.RequestId, call.ProjectId, keyId, exception);
            return KmsErrors.ServiceKeyDamaged;
        }
    }

    [LoggerMessage(311, LogLevel.Critical, "Request {RequestId}: no version of key {KeyId} of project {ProjectId} could be made: its row, or the key that encloses the material of keys, was damaged or changed.")]
    private partial void LogDamaged(string requestId, string projectId, string keyId, Exception? exception);
}
