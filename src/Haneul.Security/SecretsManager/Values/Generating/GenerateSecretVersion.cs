using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.SecretsManager.Versions;

namespace Haneul.Security.SecretsManager.Values.Generating;

/// <summary>Stores a value that the server makes up as the next version. Only who may read values can see it in the answer (docs/adr/0019).</summary>
internal static class GenerateSecretVersion
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "GenerateSecretVersion",
        SecretPermissions.CreateVersion,
        TrailRule.Project("Create Secret Version", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        SecretErrors.PreconditionFailed,
        SecretErrors.QuotaReached,
        SecretErrors.VersionConflict,
        SecretErrors.KeyGone,
        SecretErrors.KeyDamaged,
        SecretValueErrors.ShowingRefused);

    public static async ValueTask<Outcome<GeneratedAnswer>> HandleAsync(
        string secretId, Call call, JsonBody body, QueryFields query, NewVersions versions, IRandomSource random)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
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
        var created = await GeneratedValues.KeepAsync(value, versions.CreateAsync(call, secretId, value), text);
        return created.Error is { } error ? error : Outcome.Created(new GeneratedAnswer(text, secret: null, created.Value.Version, text.IsShown ? value : null));
    }

    private sealed record Request(GeneratedText Text)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
            new(body.RequiredObject("version") is { } version ? GeneratedText.Read(version) : GeneratedText.None);
    }
}
