using System.Text;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Secrets.Transfer;

/// <summary>Gives secrets out as a file.</summary>
internal static class ExportSecrets
{
    private const string Operation = "secrets-manager.ExportSecrets";
    private const int ShortestPassword = 12;

    public static Task<PageAnswer> ShowAsync(Page page)
    {
        if (SecretApi.Refuse(page, Operation, isDangerous: true) is { } refusal)
        {
            return Task.FromResult(refusal);
        }

        page.Form = FormFields.With(("format", "bundle"));
        return Task.FromResult(Show(page));
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (SecretApi.Refuse(page, Operation, isDangerous: true) is { } refusal)
        {
            return refusal;
        }

        var form = page.Form;
        var (format, password) = (form.Text("format"), form.Text("password"));
        var export = new JsonObject { ["format"] = format, ["prefix"] = form.TextOrNull("prefix") };
        if (format == "bundle")
        {
            if (password.Length < ShortestPassword)
            {
                form.AddProblem("password", page.T(TransferTexts.PasswordNeeded));
                return Show(page, StatusCodes.Status400BadRequest);
            }

            export["password"] = password;
        }

        var answer = await page.Api.PostAsync($"/secrets-manager-service/haneul/v1/secrets-manager/exports", new JsonObject { ["export"] = export });
        if (!answer.IsSuccess)
        {
            SecretProblems.Take(page, answer, ("export.format", "format"), ("export.prefix", "prefix"), ("export.password", "password"));
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var content = answer.Json.GetProperty("export").GetProperty("content").GetString()!;
        return new PageAnswer.Downloaded("secrets" + ExtensionOf(format), "application/octet-stream", Encoding.UTF8.GetBytes(content));
    }

    private static string ExtensionOf(string format) => format switch
    {
        "dotenv" => ".env",
        "json" => ".json",
        "yaml" => ".yaml",
        _ => ".bundle",
    };

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK) =>
        page.Show<ExportView>(page.T(TransferTexts.ExportTitle), status);
}
