using System.Text.Json.Nodes;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.TryOut;

/// <summary>Encrypts, decrypts and makes data keys with a key that is tried out.</summary>
internal static class Encryption
{
    public const string PlainField = "plain";
    public const string CipherField = "cipher";
    public const string DataField = "aad";

    // RSA-OAEP with SHA-256 under a key of 2048 bits (docs/adr/0013).
    private const int MostOfRsa = 190;
    private const int MostOfAll = 65_536;

    public static async Task<TryResult?> EncryptAsync(Page page, Key key)
    {
        if (TypedBytes.Read(page, PlainField, key.Type == KeyWords.Asymmetric ? MostOfRsa : MostOfAll) is not { } input)
        {
            return null;
        }

        var answer = await page.Api.PostAsync($"/kms/api/v1/keys/{key.Id}/encrypt", new JsonObject { ["encrypt"] = WithData(page, key, new JsonObject { ["input"] = input }) });
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer, ("encrypt.input", PlainField), ("encrypt.aad", DataField));
            return null;
        }

        var made = answer.Read(KmsUsesJson.Default.EncryptDataResponse).Encrypt;
        return new TryResult
        {
            Values = [(TryTexts.Cipher, made.CipherText)],
            Next = KeyUse.Decrypt,
            NextFields = [(CipherField, made.CipherText), (DataField, page.Form.Text(DataField))],
        };
    }

    public static async Task<TryResult?> DecryptAsync(Page page, Key key)
    {
        var cipher = page.Form.Required(CipherField, page.Language);
        if (page.Form.HasProblems)
        {
            return null;
        }

        var answer = await page.Api.PostAsync($"/kms/api/v1/keys/{key.Id}/decrypt", new JsonObject { ["decrypt"] = WithData(page, key, new JsonObject { ["cipher_text"] = cipher }) });
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer, ("decrypt.cipher_text", CipherField), ("decrypt.aad", DataField));
            return null;
        }

        return new TryResult { Values = TypedBytes.Describe(TryTexts.Plain, answer.Json.GetProperty("decrypt").GetProperty("plain_text").GetString()!) };
    }

    public static async Task<TryResult?> CreateDataKeyAsync(Page page, Key key)
    {
        var answer = await page.Api.PostAsync($"/kms/api/v1/keys/{key.Id}/data-key");
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer);
            return null;
        }

        var made = answer.Json.GetProperty("data_key");
        var cipher = made.GetProperty("cipher_text").GetString()!;
        return new TryResult
        {
            Values = [(TryTexts.DataKeyPlain, made.GetProperty("plain_text").GetString()!), (TryTexts.DataKeyCipher, cipher)],
            Next = KeyUse.Decrypt,
            NextFields = [(CipherField, cipher)],
        };
    }

    private static JsonObject WithData(Page page, Key key, JsonObject body)
    {
        if (key.Type == KeyWords.Symmetric && page.Form.Text(DataField) is { Length: > 0 } data)
        {
            body["aad"] = data;
        }

        return body;
    }
}
