using Haneul.WebConsole.Languages;
using Microsoft.Extensions.Primitives;

namespace Haneul.WebConsole.Forms;

/// <summary>
/// The fields of a form: what was typed, and what is wrong with it. A page shows its form from it, so that nothing typed is lost when something was wrong; fields that hold
/// secrets are left out of the page by their control, not here.
/// </summary>
public sealed class FormFields
{
    private readonly Dictionary<string, StringValues> _values;
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);

    private IFormFileCollection? _files;

    private FormFields(Dictionary<string, StringValues> values) => _values = values;

    /// <summary>A form that nobody has filled in.</summary>
    public static FormFields Empty() => new(new(StringComparer.Ordinal));

    /// <summary>A form that is filled in with what there is already.</summary>
    public static FormFields With(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var fields = Empty();
        foreach (var (name, value) in values)
        {
            fields._values[name] = value;
        }

        return fields;
    }

    /// <summary>A form in which boxes of one name are checked.</summary>
    public static FormFields WithAll(string name, IEnumerable<string> values)
    {
        var fields = Empty();
        fields._values[name] = new StringValues([.. values]);
        return fields;
    }

    /// <summary>What a browser sent.</summary>
    public static FormFields Of(IFormCollection form) =>
        new(form.ToDictionary(static field => field.Key, static field => field.Value, StringComparer.Ordinal)) { _files = form.Files };

    /// <summary>What is wrong with the form as a whole; null for nothing.</summary>
    public string? Problem { get; set; }

    /// <summary>Whether anything is wrong.</summary>
    public bool HasProblems => Problem is not null || _problems.Count > 0;

    /// <summary>The names of the fields that are wrong.</summary>
    public IReadOnlyCollection<string> WrongFields => _problems.Keys;

    /// <summary>What was typed, with line ends as <c>\n</c>; empty for a field that is not there. Of several the first.</summary>
    public string Text(string name) => (_values.GetValueOrDefault(name) is [{ } first, ..] ? first : "").ReplaceLineEndings("\n");

    /// <summary>What was typed without spaces around it; null if that is nothing.</summary>
    public string? TextOrNull(string name) => Text(name).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Every value of a field that may be there several times.</summary>
    public IReadOnlyList<string> All(string name) => [.. _values.GetValueOrDefault(name).Where(static value => value is not null).Select(static value => value!)];

    /// <summary>Whether a box is checked.</summary>
    public bool IsChecked(string name) => _values.ContainsKey(name) && Text(name) is not ("" or "false");

    /// <summary>Whether one of the values of a field is this one.</summary>
    public bool Has(string name, string value) => _values.GetValueOrDefault(name).Contains(value, StringComparer.Ordinal);

    /// <summary>Whether the form has the field at all.</summary>
    public bool Contains(string name) => _values.ContainsKey(name);

    /// <summary>The file that was chosen; null for none, or an empty one.</summary>
    public IFormFile? File(string name) => _files?.GetFile(name) is { Length: > 0 } file ? file : null;

    /// <summary>Fills a field in, in place of what was typed.</summary>
    public void Set(string name, string? value) => _values[name] = value;

    /// <summary>Fills a field in that may be there several times.</summary>
    public void Set(string name, IReadOnlyList<string> values) => _values[name] = new StringValues([.. values]);

    /// <summary>Notes what is wrong with a field; the first word on it stands.</summary>
    public void AddProblem(string name, string problem) => _problems.TryAdd(name, problem);

    /// <summary>What is wrong with a field; null for nothing.</summary>
    public string? ProblemOf(string name) => _problems.GetValueOrDefault(name);

    /// <summary>What was typed in a field that must not be empty; notes the problem if it is.</summary>
    public string Required(string name, Language language)
    {
        var text = TextOrNull(name);
        if (text is null)
        {
            AddProblem(name, FormTexts.Required.In(language));
        }

        return text ?? "";
    }
}
