using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.SecretsManager.Secrets;
using Haneul.Security.SecretsManager.Versions;

namespace Haneul.Security.SecretsManager.Values.Generating;

/// <summary>Creates a secret with a value that the server makes up. Only who may read values can see it in the answer (docs/adr/0019).</summary>
internal static class GenerateSecret
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "GenerateSecret",
        SecretPermissions.Manage,
        TrailRule.Project("Create Secret", "Secret"),
        SecretErrors.NameTaken,
        SecretErrors.KeyGone,
        SecretErrors.KeyDamaged,
        SecretValueErrors.ShowingRefused,
        AllowListErrors.MembersUnseen);

    public static async ValueTask<Outcome<GeneratedAnswer>> HandleAsync(Call call, JsonBody body, QueryFields query, NewSecrets secrets, IRandomSource random)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        var text = request.Text;
        if (GeneratedValues.Refuse(call, text) is { } refused)
        {
            return refused;
        }

        var value = text.Generate(random);
        var created = await GeneratedValues.KeepAsync(value, secrets.CreateAsync(call, request.Fields, value), text);
        if (created.Error is { } error)
        {
            return error;
        }

        call.Context.Response.Headers.ETag = VersionPrecondition.TagOf(created.Value.Secret.DefaultVersion);
        return Outcome.Created(new GeneratedAnswer(text, created.Value.Secret, version: null, text.IsShown ? value : null));
    }

    private sealed record Request(SecretFields Fields, GeneratedText Text)
    {
        public static readonly Func<JsonFields, Request> Read = static body => body.RequiredObject("secret") is { } secret
            ? new(SecretFields.Read(secret), GeneratedText.Read(secret))
            : new(SecretFields.None, GeneratedText.None);
    }
}
