using System.Text.Json;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Secrets;

/// <summary>Creates a secret with its first version.</summary>
internal static class CreateSecret
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "CreateSecret",
        SecretPermissions.Manage,
        TrailRule.Project("Create Secret", "Secret"),
        SecretErrors.NameTaken,
        SecretErrors.KeyGone,
        SecretErrors.KeyDamaged,
        AllowListErrors.MembersUnseen);

    public static async ValueTask<Outcome<SecretResponse>> HandleAsync(Call call, JsonBody body, QueryFields query, NewSecrets secrets)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        using var value = SecretValue.ToBuffer(request.Value);
        return await secrets.CreateAsync(call, request.Fields, value);
    }

    private sealed record Request(SecretFields Fields, JsonElement Value)
    {
        public static readonly Func<JsonFields, Request> Read = static body => body.RequiredObject("secret") is { } secret
            ? new(SecretFields.Read(secret), SecretValue.Read(secret, "secret_data"))
            : new(SecretFields.None, default);
    }
}
