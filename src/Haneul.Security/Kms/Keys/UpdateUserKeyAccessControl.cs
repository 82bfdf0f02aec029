using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Switches access control of a key on or off. What is sent as the list takes the place of the one before; without one it stays as it is.</summary>
internal static class UpdateUserKeyAccessControl
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "UpdateUserKeyAccessControl",
        KmsPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("UpdateUserKeyAccessControl"), "Key"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        AllowListErrors.MembersUnseen);

    public static async ValueTask<Outcome<KeyAccessControlResponse>> HandleAsync(
        string keyId, Call call, JsonBody body, QueryFields query, IDatabase database, UserKeys keys, AllowLists allowLists)
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

        if (AllowListAnswers.RefuseNaming(call.Caller, request.TargetIds, "access_control.target_ids") is { } refused)
        {
            return refused;
        }

        return await call.WriteAsync<KeyAccessControlResponse>(database, async transaction =>
        {
            var held = await keys.HoldAsync(transaction, call, keyId);
            if (held.Error is { } error)
            {
                return error;
            }

            var key = held.Value;
            await transaction.ExecuteAsync(
                $"UPDATE kms_keys SET is_access_control_enabled = {request.IsEnabled} WHERE project_id = {key.ProjectId} AND id = {key.Id}");
            call.Trail.AddFact("is_enabled", request.IsEnabled ? "true" : "false");

            // "Disabling empties the list": spec/secrets-and-kms.md 2.6.
            IReadOnlyList<AllowListResult> named = [];
            if ((request.IsEnabled ? request.TargetIds?.Distinct(StringComparer.Ordinal).ToList() : []) is { } wanted)
            {
                (named, var removed) = await allowLists.ReplaceAsync(transaction, key.Listed, wanted, call.Caller.UserName, UnixTime.ToMicroseconds(call.Now));
                AllowListAnswers.Tell(call.Trail, [.. named, .. removed]);
            }

            return new KeyAccessControlResponse(new KeyAccessControl(request.IsEnabled, AllowListAnswers.ToResult(named, request.TargetIds?.Count ?? 0)));
        });
    }

    private sealed record Request(bool IsEnabled, IReadOnlyList<string>? TargetIds)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
        {
            if (body.RequiredObject("access_control") is not { } accessControl)
            {
                return new(false, null);
            }

            var request = new Request(KeyFields.ReadBoolean(accessControl, "is_enabled"), AllowListAnswers.ReadIds(accessControl, "target_ids"));
            if (request is { IsEnabled: false, TargetIds.Count: > 0 })
            {
                accessControl.AddProblem("target_ids", "needs is_enabled to be true");
            }

            return request;
        };
    }
}
