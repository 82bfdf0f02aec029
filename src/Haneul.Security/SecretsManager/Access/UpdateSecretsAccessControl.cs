using System.Text.Json;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Access;

/// <summary>Switches access control of a secret on or off, and may name the whole list at once. Off empties the list (spec/secrets-and-kms.md 2.6).</summary>
internal static class UpdateSecretsAccessControl
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "UpdateSecretsAccessControl",
        SecretPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("UpdateSecretsAccessControl"), "Secret"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        AllowListErrors.MembersUnseen);

    public static async ValueTask<Outcome<SecretAccessControlResponse>> HandleAsync(
        string secretId, Call call, JsonBody body, QueryFields query, IDatabase database, SecretLists lists)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        return await lists.ChangeAsync<SecretAccessControlResponse>(call, secretId, request.TargetIds, "access_control.target_ids", async (transaction, secret) =>
        {
            IReadOnlyList<AllowListResult> results = [];
            if (request.IsEnabled)
            {
                results = await lists.ReplaceAsync(transaction, call, secret, request.TargetIds);
            }
            else
            {
                await AllowLists.ClearAsync(transaction, SecretsManagerModule.Id, call.ProjectId, secret.Id);
            }

            await SecretLists.SwitchAsync(transaction, call, secret, request.IsEnabled);
            var targets = AllowListAnswers.ToResult(results, request.TargetIds?.Count ?? 0);
            return new SecretAccessControlResponse(new SecretAccessControl(request.IsEnabled, targets));
        });
    }

    private sealed record Request(bool IsEnabled, IReadOnlyList<string>? TargetIds)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
        {
            if (body.RequiredObject("access_control") is not { } control)
            {
                return new(false, null);
            }

            var ids = AllowListAnswers.ReadIds(control, "target_ids");
            if (control.RequiredValue("is_enabled") is { ValueKind: JsonValueKind.Null })
            {
                control.AddProblem("is_enabled", "must not be null");
            }

            var isEnabled = control.OptionalBoolean("is_enabled");
            if (isEnabled is false && ids is { Count: > 0 })
            {
                control.AddProblem("target_ids", "must be empty when is_enabled is false");
            }

            return new(isEnabled ?? false, ids);
        };
    }
}
