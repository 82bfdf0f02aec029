using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Keys.TryOut;

/// <summary>
/// Uses a key on what is typed, and shows what comes of it. The result is in the page that answers the form and nowhere else: not in an address, not in a log, and plaintext that was
/// typed not in the page either.
/// </summary>
internal static class TryKey
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (model, refusal) = await OpenAsync(page);
        return model is null ? refusal! : Show(page, model);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (model, refusal) = await OpenAsync(page);
        if (model is null)
        {
            return refusal!;
        }

        return await UseAsync(page, model) is { } result
            ? Show(page, model with { Result = result })
            : Show(page, model, StatusCodes.Status400BadRequest);
    }

    private static Task<TryResult?> UseAsync(Page page, TryModel model) =>
        model.Use == KeyUse.Encrypt ? Encryption.EncryptAsync(page, model.Key)
        : model.Use == KeyUse.Decrypt ? Encryption.DecryptAsync(page, model.Key)
        : model.Use == KeyUse.DataKey ? Encryption.CreateDataKeyAsync(page, model.Key)
        : model.Use == KeyUse.Sign ? Signing.SignAsync(page, model.Key)
        : model.Use == KeyUse.Verify ? Signing.VerifyAsync(page, model.Key)
        : model.Use == KeyUse.Hmac ? Authentication.CreateAsync(page, model.Key)
        : Authentication.VerifyAsync(page, model.Key);

    private static async Task<(TryModel? Model, PageAnswer? Refusal)> OpenAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, KeyUse.Encrypt.Operation);
        if (key is null)
        {
            return (null, refusal);
        }

        var uses = KeyUse.Of(key.Purpose);
        return uses.Count == 0 || key.Status == KeyWords.PreActivation
            ? (null, page.NotFound())
            : (new(key, uses.FirstOrDefault(use => use.Id == page.Query("do")) ?? uses[0], null), null);
    }

    private static PageAnswer Show(Page page, TryModel model, int status = StatusCodes.Status200OK) =>
        page.Show<TryView, TryModel>($"{model.Key.Name} · {model.Use.Text.In(page.Language)}", model, status);
}
