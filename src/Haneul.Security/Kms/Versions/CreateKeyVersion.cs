using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Keys;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Versions;

/// <summary>Rotates a key by hand: makes the next version, active and the default. The first version of a key in pre-activation activates it.</summary>
internal static class CreateKeyVersion
{
    // Each failed try means that another node has made a version in the meantime.
    private const int MostTries = 16;

    public static readonly Operation Operation = new(
        KmsModule.Id,
        "CreateKeyVersion",
        KmsPermissions.Manage,
        TrailRule.Project("Create Key Version", "Key Version"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        KeyVersionErrors.QuotaReached,
        KeyVersionErrors.Conflict,
        KmsErrors.MaterialDamaged,
        KmsErrors.ServiceKeyDamaged);

    public static async ValueTask<Outcome<KeyVersionResponse>> HandleAsync(
        string keyId, Call call, QueryFields query, IDatabase database, UserKeys keys, NewKeyVersions versions, IJobs jobs, VersionTurns turns)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        using var turn = await turns.TakeAsync(keyId, call.Context.RequestAborted);
        Outcome<KeyVersionResponse> outcome = KeyVersionErrors.Conflict;
        for (var tries = 0; tries < MostTries && outcome.Error?.Code == KeyVersionErrors.Conflict; tries++)
        {
            var found = await database.ReadAsync(session => keys.RequireAsync(session, call, keyId), call.Context.RequestAborted);
            if (found.Error is { } refused)
            {
                return refused;
            }

            var key = KeyInRotation.Of(found.Value);
            if (!key.HasRoom)
            {
                return KeyVersionErrors.QuotaReached.With(key.VersionCount);
            }

            // Before the transaction, and bound to the number that the version will have if nobody else takes it.
            var version = await versions.MakeAsync(call, keyId, key.NextVersion, key.Spec);
            outcome = version.Error is { } damaged ? damaged : await TryStoreAsync(call, keys, jobs, database, key, version.Value);
        }

        return outcome;
    }

    private static ValueTask<Outcome<KeyVersionResponse>> TryStoreAsync(
        Call call, UserKeys keys, IJobs jobs, IDatabase database, KeyInRotation key, NewKeyVersion version) => call.WriteAsync<KeyVersionResponse>(database, async transaction =>
    {
        var held = await keys.HoldAsync(transaction, call, key.Id);
        if (held.Error is { } refused)
        {
            return refused;
        }

        var current = KeyInRotation.Of(held.Value);
        if (current.DefaultVersion != key.DefaultVersion)
        {
            return KeyVersionErrors.Conflict;
        }

        var now = UnixTime.ToMicroseconds(call.Now);
        var next = await current.StoreNextAsync(transaction, version, now);
        await KeyRotationSchedule.PlanAsync(jobs, transaction, call.ProjectId, key.Id, next);
        call.Trail.AddFact("version", version.Version.ToString(CultureInfo.InvariantCulture));
        return Outcome.Created(new KeyVersionResponse(new KeyVersion
        {
            Id = version.Id,
            Version = version.Version,
            Status = KeyVersionStatus.Active,
            Algorithm = key.Spec.Algorithm,
            CreatedAt = UnixTime.ToWire(now),
        }));
    });
}
