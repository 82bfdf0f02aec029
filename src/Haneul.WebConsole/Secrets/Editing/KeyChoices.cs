using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Secrets.Editing;

/// <summary>The keys that a secret can be protected with.</summary>
internal static class KeyChoices
{
    /// <summary>The service key, and the symmetric user keys that the person may use.</summary>
    public static async Task<IReadOnlyList<(string Value, string Text)>> ListAsync(Page page)
    {
        List<(string Value, string Text)> choices = [("", page.T(SecretTexts.ServiceKey))];
        if (page.May("kms.ListSymmetricKeys") && await page.Api.GetAsync($"/kms/api/v1/symmetric-keys") is { IsSuccess: true } answer)
        {
            choices.AddRange(answer.Read(KmsKeysJson.Default.ListSymmetricKeysResponse).SymmetricKeys.Where(static key => key.Id is not null).Select(static key => (key.Id!, key.Name)));
        }

        return choices;
    }
}
