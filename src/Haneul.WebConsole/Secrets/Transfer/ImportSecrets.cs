using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Transfer;

/// <summary>An import.</summary>
/// <param name="Trial">What would become of the file; null before a trial.</param>
/// <param name="LargestFile">Most bytes of a file.</param>
public sealed record ImportModel(SecretImport? Trial, long LargestFile);

/// <summary>Takes secrets in from a file that is chosen or pasted.</summary>
internal static class ImportSecrets
{
    private const int ShortestPassword = 12;

    public static Task<PageAnswer> ShowAsync(Page page)
    {
        page.Form = FormFields.With(("format", "dotenv"), ("on_collision", "fail"), ("trial", "true"));
        return Task.FromResult(Show(page, null));
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var form = page.Form;
        var isBundle = form.Text("format") == "bundle";
        var (source, content) = await ImportedFile.ReadAsync(page);
        if (isBundle && form.Text("password").Length < ShortestPassword)
        {
            form.AddProblem("password", page.T(TransferTexts.PasswordNeeded));
        }

        if (form.HasProblems)
        {
            return Refuse(page, source);
        }

        var import = new JsonObject
        {
            ["format"] = form.Text("format"),
            ["content"] = isBundle ? content.Trim() : content,
            ["prefix"] = form.TextOrNull("prefix"),
            ["on_collision"] = form.TextOrNull("on_collision"),
            ["dry_run"] = form.IsChecked("trial"),
        };
        if (isBundle)
        {
            import["password"] = form.Text("password");
        }

        var answer = await page.Api.PostAsync($"/secrets-manager-service/haneul/v1/secrets-manager/imports", new JsonObject { ["import"] = import });
        if (!answer.IsSuccess)
        {
            if (answer.ErrorMessage.StartsWith("import.content", StringComparison.Ordinal) || answer.ErrorMessage.StartsWith("import.password", StringComparison.Ordinal))
            {
                form.AddProblem(source, page.T(TransferTexts.ContentWrong));
            }
            else if (answer.Status == StatusCodes.Status413PayloadTooLarge)
            {
                form.AddProblem(source, ImportedFile.TooLarge(page));
                return Refuse(page, source);
            }

            SecretProblems.Take(page, answer, ("import.prefix", "prefix"), ("import.on_collision", "on_collision"), ("import.format", "format"), ("import.content", source), ("import.password", "password"));
            return Refuse(page, source);
        }

        var done = answer.Read(TransferJson.Default.ImportSecretsResponse).Import;
        return done.DryRun ? Show(page, done) : page.Redirect($"/secrets", page.T(TransferTexts.Imported, done.Total, done.Created, done.NewVersions, done.Skipped));
    }

    /// <summary>What became of an entry, in words.</summary>
    public static (Text Text, string Tone) ActionOf(string action) => action switch
    {
        "created" => (TransferTexts.Created, "good"),
        "new_version" => (TransferTexts.Versioned, "good"),
        "skipped" => (TransferTexts.Skipped, "plain"),
        _ => (TransferTexts.Failed, "bad"),
    };

    private static PageAnswer Refuse(Page page, string source)
    {
        page.Form.AddProblem(source, page.T(source == ImportedFile.FileField ? TransferTexts.FileAgain : TransferTexts.ContentAgain));
        return Show(page, null, StatusCodes.Status400BadRequest);
    }

    private static PageAnswer Show(Page page, SecretImport? trial, int status = StatusCodes.Status200OK) =>
        SecretApi.Refuse(page, "secrets-manager.ImportSecrets")
        ?? page.Show<ImportView, ImportModel>(page.T(TransferTexts.ImportTitle), new(trial, ImportedFile.LargestOf(page)), status);
}
