using System.Text.RegularExpressions;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Forms;

/// <summary>
/// Puts the errors of the API beside the fields of a form, in the person's language. The API names every wrong field at once
/// (<c>secret.name: is required; secret.tags[0].key: must not be empty</c>); a page says which of its fields stands for which.
/// </summary>
internal static partial class ApiProblems
{
    // How CommonErrors.InvalidRequest begins.
    private const string Preamble = "The request is not valid. ";

    /// <summary>Notes what the API refused. <paramref name="fields"/>: path in the body of the call, or how it begins, and the name of the form's field.</summary>
    public static void Take(this FormFields form, ApiAnswer answer, Language language, params ReadOnlySpan<(string Path, string Field)> fields)
    {
        foreach (var problem in ProblemsOf(answer.ErrorMessage.StartsWith(Preamble, StringComparison.Ordinal) ? answer.ErrorMessage[Preamble.Length..] : answer.ErrorMessage))
        {
            if (FieldOf(problem.Path, fields) is { } field)
            {
                form.AddProblem(field, ApiProblemTexts.Translate(problem.Message, language));
            }
            else
            {
                form.Problem = ApiProblemTexts.Of(answer, language);
            }
        }

        if (!form.HasProblems)
        {
            form.Problem = ApiProblemTexts.Of(answer, language);
        }
    }

    private static string? FieldOf(string path, ReadOnlySpan<(string Path, string Field)> fields)
    {
        foreach (var (known, field) in fields)
        {
            if (path.StartsWith(known, StringComparison.Ordinal) && (path.Length == known.Length || path[known.Length] is '.' or '['))
            {
                return field;
            }
        }

        return null;
    }

    private static IEnumerable<(string Path, string Message)> ProblemsOf(string message) =>
        from part in message.Split("; ")
        let match = Problem().Match(part)
        where match.Success
        select (match.Groups["path"].Value, match.Groups["text"].Value);

    [GeneratedRegex(@"^(?<path>[A-Za-z_][A-Za-z0-9_.\[\]-]*): (?<text>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Problem();
}
