using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Algorithms;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Uses;

/// <summary>Signs data with the default version of a key.</summary>
internal static class SignData
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "SignData",
        KmsPermissions.Use,
        TrailRule.Project("Sign Data", "Key Version"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        KmsErrors.WrongPurpose,
        KmsErrors.NotActivated,
        KmsErrors.VersionNotActive,
        KmsErrors.MaterialDamaged);

    public static async ValueTask<Outcome<SignDataResponse>> HandleAsync(string keyId, Call call, JsonBody body, QueryFields query, UsableKeys keys)
    {
        UsableKeys.Begin(call, keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var isRead = body.TryRead(Request.Read, out var request, out var wrongBody);
        using var owned = request;
        if (!isRead)
        {
            return wrongBody!;
        }

        var found = await keys.FindDefaultAsync(call, keyId, KeyPurposes.Signature);
        if (found.Error is { } refused)
        {
            return refused;
        }

        var opened = await keys.OpenPairAsync(call, keyId, found.Value);
        if (opened.Error is { } damaged)
        {
            return damaged;
        }

        using var lease = opened.Value;
        return new SignDataResponse(new SignedData(Signer.Sign(lease.Key, request!.Message.Span)));
    }

    private sealed record Request(SecretBuffer Message) : IDisposable
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
            new(body.RequiredObject("sign") is { } sign ? RequestBytes.ReadBase64(sign, "plain_text") : new SecretBuffer(0));

        public void Dispose() => Message.Dispose();
    }
}
