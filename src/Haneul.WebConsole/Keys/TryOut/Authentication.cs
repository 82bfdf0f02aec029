using System.Text;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.TryOut;

/// <summary>Creates and verifies HMACs with a key that is tried out. The API takes these messages as text, and so does the page (contract kms, GenerateHmac).</summary>
internal static class Authentication
{
    public const string HmacField = "hmac";

    private const int Most = 65_536;

    public static async Task<TryResult?> CreateAsync(Page page, Key key)
    {
        if (ReadMessage(page) is not { } message)
        {
            return null;
        }

        var answer = await page.Api.PostAsync($"/kms/api/v1/keys/{key.Id}/hmac", new JsonObject { ["hmac"] = new JsonObject { ["plain_text"] = message } });
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer, ("hmac.plain_text", Signing.MessageField));
            return null;
        }

        var made = answer.Read(KmsUsesJson.Default.GenerateHmacResponse).Hmac.Data;
        return new TryResult { Values = [(TryTexts.HmacValue, made)], Next = KeyUse.VerifyHmac, NextFields = [(Signing.MessageField, message), (HmacField, made)] };
    }

    public static async Task<TryResult?> VerifyAsync(Page page, Key key)
    {
        var message = ReadMessage(page);
        var hmac = page.Form.Required(HmacField, page.Language);
        if (message is null || page.Form.HasProblems)
        {
            return null;
        }

        var answer = await page.Api.PostAsync($"/kms/api/v1/keys/{key.Id}/hmac/verify", new JsonObject { ["verify"] = new JsonObject { ["input"] = message, ["output"] = hmac } });
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer, ("verify.input", Signing.MessageField), ("verify.output", HmacField));
            return null;
        }

        return new TryResult { IsValid = answer.Read(KmsUsesJson.Default.VerifyResponse).Verify.IsValidated };
    }

    private static string? ReadMessage(Page page)
    {
        var message = page.Form.Text(Signing.MessageField);
        if (Encoding.UTF8.GetByteCount(message) is > 0 and <= Most)
        {
            return message;
        }

        page.Form.AddProblem(Signing.MessageField, page.T(TryTexts.WrongSize, Most));
        return null;
    }
}
