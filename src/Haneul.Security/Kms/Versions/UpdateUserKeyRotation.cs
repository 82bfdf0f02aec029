using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Keys;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Versions;

/// <summary>Sets how often a key is rotated by itself, in days from today; 0 switches that off (docs/adr/0015).</summary>
internal static class UpdateUserKeyRotation
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "UpdateUserKeyRotation",
        KmsPermissions.Manage,
        TrailRule.Project("Update Key Rotation", "Key"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied);

    public static async ValueTask<Outcome<KeyResponse>> HandleAsync(
        string keyId, Call call, JsonBody body, QueryFields query, IDatabase database, UserKeys keys, IJobs jobs)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        return await call.WriteAsync<KeyResponse>(database, async transaction =>
        {
            var held = await keys.HoldAsync(transaction, call, keyId);
            if (held.Error is { } refused)
            {
                return refused;
            }

            // In pre-activation there is nothing to rotate; the first version begins the first period.
            int? period = request.Days == 0 ? null : request.Days;
            var next = period is { } days && held.Value.DefaultVersion > 0 ? KeyRotationSchedule.NextRotationAt(UnixTime.ToMicroseconds(call.Now), days) : (long?)null;
            await transaction.ExecuteAsync(
                $"UPDATE kms_keys SET rotation_period = {period}, next_rotation_at = {next} WHERE project_id = {call.ProjectId} AND id = {keyId}");
            await KeyRotationSchedule.PlanAsync(jobs, transaction, call.ProjectId, keyId, next);
            call.Trail.AddFact("rotation_period", request.Days.ToString(CultureInfo.InvariantCulture));
            return new KeyResponse(await keys.ToWireAsync(transaction, held.Value with { RotationPeriod = period, NextRotationAt = next }));
        });
    }

    private sealed record Request(int Days)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
            new(body.RequiredObject("key")?.RequiredInt32("rotation_period", 0, KmsLimits.LongestRotationDays) ?? 0);
    }
}
