using System.Text.Json.Nodes;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.TryOut;

/// <summary>Signs, and verifies signatures, with a key that is tried out.</summary>
internal static class Signing
{
    public const string MessageField = "message";
    public const string SignatureField = "signature";

    public static async Task<TryResult?> SignAsync(Page page, Key key)
    {
        if (TypedBytes.Read(page, MessageField) is not { } message)
        {
            return null;
        }

        var answer = await page.Api.PostAsync($"/kms/api/v1/keys/{key.Id}/sign", new JsonObject { ["sign"] = new JsonObject { ["plain_text"] = message } });
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer, ("sign.plain_text", MessageField));
            return null;
        }

        var signature = answer.Read(KmsUsesJson.Default.SignDataResponse).Sign.Signature;
        return new TryResult
        {
            Values = [(TryTexts.Signature, signature)],
            Next = KeyUse.Verify,
            NextFields = [(MessageField, page.Form.Text(MessageField)), (TypedBytes.FormatField, page.Form.Text(TypedBytes.FormatField)), (SignatureField, signature)],
        };
    }

    public static async Task<TryResult?> VerifyAsync(Page page, Key key)
    {
        var message = TypedBytes.Read(page, MessageField);
        var signature = page.Form.Required(SignatureField, page.Language);
        if (message is null || page.Form.HasProblems)
        {
            return null;
        }

        var answer = await page.Api.PostAsync(
            $"/kms/api/v1/keys/{key.Id}/sign/verify", new JsonObject { ["verify"] = new JsonObject { ["input"] = message, ["output"] = signature } });
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer, ("verify.input", MessageField), ("verify.output", SignatureField));
            return null;
        }

        return new TryResult { IsValid = answer.Read(KmsUsesJson.Default.VerifyResponse).Verify.IsValidated };
    }
}
