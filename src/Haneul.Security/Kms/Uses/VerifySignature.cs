using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Uses;

/// <summary>Tells whether any active version of a key has signed the data. What is no signature at all has not been made by one.</summary>
internal static class VerifySignature
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "VerifySignature",
        KmsPermissions.Use,
        TrailRule.Project("Verify Data", "Key Version"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        KmsErrors.WrongPurpose,
        KmsErrors.NotActivated,
        KmsErrors.VersionNotActive,
        KmsErrors.MaterialDamaged);

    public static async ValueTask<Outcome<VerifyResponse>> HandleAsync(
        string keyId, Call call, JsonBody body, QueryFields query, Verification verification, PublicKeys publicKeys)
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

        var verdict = await verification.TryVersionsAsync(
            call, keyId, KeyPurposes.Signature, version => VerifyAsync(call, keyId, version, request!, publicKeys));
        return verdict.Error is { } error ? error : new VerifyResponse(new VerifiedData(verdict.Value.IsValid));
    }

    private static async ValueTask<Outcome<Verdict>> VerifyAsync(Call call, string keyId, KeyVersionInUse version, Request request, PublicKeys publicKeys)
    {
        var opened = await publicKeys.OpenAsync(call, keyId, version);
        if (opened.Error is { } damaged)
        {
            return damaged;
        }

        using var lease = opened.Value;
        return new Verdict(Signer.Verify(lease.Key, request.Message.Span, request.Signature));
    }

    private sealed record Request(SecretBuffer Message, string Signature) : IDisposable
    {
        public static readonly Func<JsonFields, Request> Read = static body => body.RequiredObject("verify") is { } verify
            ? new(RequestBytes.ReadBase64(verify, "input"), verify.RequiredString("output", minLength: 0, KeyUseLimits.OutputCharacters))
            : new(new SecretBuffer(0), "");

        public void Dispose() => Message.Dispose();
    }
}
