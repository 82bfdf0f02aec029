using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Versions;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Creates a user key, with its first version unless it is to wait in pre-activation.</summary>
internal static class CreateUserKey
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "CreateUserKey",
        KmsPermissions.Manage,
        TrailRule.Project("Create Key", "Key"),
        AllowListErrors.MembersUnseen,
        KmsErrors.NameTaken,
        KmsErrors.NameReserved,
        KmsErrors.ServiceKeyDamaged);

    public static async ValueTask<Outcome<KeyResponse>> HandleAsync(
        Call call, JsonBody body, QueryFields query, IDatabase database, NewKeyVersions versions, IdGenerator ids, AllowLists allowLists, IJobs jobs)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        call.Trail.ResourceName = request.Name;
        if (AllowListAnswers.RefuseNaming(call.Caller, request.TargetIds, "key.access_target_ids") is { } refused)
        {
            return refused;
        }

        if (ServiceKeyNames.IsReserved(request.Name))
        {
            return KmsErrors.NameReserved;
        }

        var key = NewKey(call, request, ids.NewUuid());
        NewKeyVersion? version = null;
        if (!request.IsPendingActivation)
        {
            var made = await versions.MakeAsync(call, key.Id, version: 1, key.Spec);
            if (made.Error is { } damaged)
            {
                return damaged;
            }

            version = made.Value;
        }

        return await call.WriteAsync<KeyResponse>(database, async transaction =>
        {
            var listed = await allowLists.AddAsync(transaction, key.Listed, [.. request.TargetIds.Distinct(StringComparer.Ordinal)], call.Caller.UserName, key.CreatedAt);
            if (FindUnknown(request.TargetIds, listed) is { } unknown)
            {
                return unknown;
            }

            if (!await TryInsertAsync(transaction, key))
            {
                return KmsErrors.NameTaken;
            }

            if (version is not null)
            {
                await version.StoreAsync(transaction, key.ProjectId, key.Id, key.CreatedAt);
                call.Trail.AddFact("version", "1");
            }

            await KeyRotationSchedule.PlanAsync(jobs, transaction, key.ProjectId, key.Id, key.NextRotationAt);
            call.Trail.ResourceId = key.Id;
            AllowListAnswers.Tell(call.Trail, listed);
            return Outcome.Created(new KeyResponse(key.ToKey(isInUse: false)));
        });
    }

    private static UserKey NewKey(Call call, Request request, string id)
    {
        var now = UnixTime.ToMicroseconds(call.Now);
        var versions = request.IsPendingActivation ? 0 : 1;
        return new UserKey
        {
            ProjectId = call.ProjectId,
            Id = id,
            Name = request.Name,
            Description = request.Description,
            Spec = request.Spec!,
            DefaultVersion = versions,
            VersionCount = versions,
            ActiveVersionCount = versions,
            RotationPeriod = request.RotationPeriod,
            // Days are counted from the first version: what does not exist yet is not rotated.
            NextRotationAt = request is { RotationPeriod: { } days, IsPendingActivation: false } ? KeyRotationSchedule.NextRotationAt(now, days) : null,
            IsAccessControlEnabled = request.IsAccessControlEnabled,
            CreatedAt = now,
            CreatedBy = call.Caller.UserName,
            OwnerId = call.Caller.UserId,
            IsAdmitted = true,
        };
    }

    private static async ValueTask<bool> TryInsertAsync(ITransaction transaction, UserKey key) => await transaction.ExecuteAsync(
        $"""
        INSERT INTO kms_keys (
            project_id, id, name, description, type, purpose, algorithm, default_version, version_count, active_version_count,
            rotation_period, next_rotation_at, is_access_control_enabled, created_at, created_by, owner_id)
        VALUES (
            {key.ProjectId}, {key.Id}, {key.Name}, {key.Description}, {key.Spec.Type}, {key.Spec.Purpose}, {key.Spec.Algorithm},
            {key.DefaultVersion}, {key.VersionCount}, {key.ActiveVersionCount},
            {key.RotationPeriod}, {key.NextRotationAt}, {key.IsAccessControlEnabled}, {key.CreatedAt}, {key.CreatedBy}, {key.OwnerId})
        ON CONFLICT (project_id, name) DO NOTHING
        """) > 0;

    /// <summary>A key with fewer people on its list than its creator named would be a surprise, so here one unknown subject fails the whole call.</summary>
    private static Error? FindUnknown(IReadOnlyList<string> asked, IReadOnlyList<AllowListResult> results)
    {
        var unknown = results.Where(result => result.Outcome == AllowListOutcome.UnknownSubject).Select(result => result.Id).ToHashSet(StringComparer.Ordinal);
        var problems = asked.Index().Where(target => unknown.Contains(target.Item))
            .Select(target => new FieldProblem($"key.access_target_ids[{target.Index}]", "is no user or group with a role in the project, and no service account of it"));
        return unknown.Count == 0 ? null : Error.FromProblems([.. problems]);
    }

    private sealed record Request(
        string Name, string? Description, KeySpec? Spec, int? RotationPeriod, bool IsPendingActivation, bool IsAccessControlEnabled, IReadOnlyList<string> TargetIds)
    {
        public static readonly Func<JsonFields, Request> Read = static body => body.RequiredObject("key") is { } key
            ? ReadKey(key)
            : new("", null, null, null, false, false, []);

        private static Request ReadKey(JsonFields key)
        {
            var request = new Request(
                ResourceText.ReadName(key, "name"),
                ResourceText.ReadDescription(key, "description"),
                KeyFields.ReadSpec(key),
                key.OptionalInt32("rotation_period", KmsLimits.ShortestRotationDays, KmsLimits.LongestRotationDays),
                key.OptionalBoolean("is_pending_activation") is true,
                KeyFields.ReadBoolean(key, "is_access_control_enabled"),
                AllowListAnswers.ReadIds(key, "access_target_ids") ?? []);
            if (request is { TargetIds.Count: > 0, IsAccessControlEnabled: false })
            {
                key.AddProblem("access_target_ids", "needs is_access_control_enabled to be true");
            }

            return request;
        }
    }
}
