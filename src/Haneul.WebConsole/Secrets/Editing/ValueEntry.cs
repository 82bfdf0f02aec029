using System.Text.Json;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Secrets.Editing;

/// <summary>How a value is entered (spec/secrets-and-kms.md 2.2).</summary>
public enum ValueMode
{
    /// <summary>Keys and texts.</summary>
    Pairs,

    /// <summary>One text, which may be JSON.</summary>
    Text,

    /// <summary>Made up by the server.</summary>
    Generated,
}

/// <summary>
/// A value while it is entered. Without script the browser sends the form to change the editor or add a row: then, and only then, what was typed goes back into the page, to
/// the one who just typed it. A form that is refused comes back without values.
/// </summary>
public sealed class ValueEntry
{
    private const string ModeField = "mode";
    private const string ButtonField = "do";
    private const string AddRow = "add-row";
    private const int ValueBytes = 65_536;

    private ValueEntry(ValueMode mode, IReadOnlyList<(string Key, string Value)> rows, string text)
    {
        Mode = mode;
        Rows = rows;
        Text = text;
    }

    /// <summary>Which editor.</summary>
    public ValueMode Mode { get; private set; }

    /// <summary>Keys and texts.</summary>
    public IReadOnlyList<(string Key, string Value)> Rows { get; private set; }

    /// <summary>The text.</summary>
    public string Text { get; private set; }

    /// <summary>An editor that nobody has typed in.</summary>
    public static ValueEntry Empty() => new(ValueMode.Pairs, [], "");

    /// <summary>What a browser sent.</summary>
    public static ValueEntry Read(FormFields form)
    {
        var (keys, values) = (form.All("key"), form.All("value"));
        var rows = keys.Select((key, index) => (key, index < values.Count ? values[index].ReplaceLineEndings("\n") : ""))
            .Where(static row => row.key.Length > 0 || row.Item2.Length > 0);
        return new(ModeOf(form.Text(ModeField)), [.. rows], form.Text("text"));
    }

    /// <summary>Whether the form was only sent to change the editor; does so.</summary>
    public bool IsTurned(Page page)
    {
        var button = page.Form.Text(ButtonField);
        switch (button)
        {
            case AddRow:
                Rows = [.. Rows, ("", "")];
                return true;
            case "pairs" when Mode == ValueMode.Text && Text.Trim().Length > 0:
                TurnToPairs(page);
                return true;
            case "text" when Mode == ValueMode.Pairs && TwiceIn(Rows) is { } twice:
                page.Form.AddProblem("value", page.T(ValueTexts.KeyTwice, twice));
                return true;
            case "text" when Mode == ValueMode.Pairs && Rows.Count > 0:
                (Mode, Text, Rows) = (ValueMode.Text, ToObject().ToJsonString(ShownJson.Indented), []);
                return true;
            case "pairs" or "text" or "generated":
                Mode = ModeOf(button);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The value as JSON; notes what is wrong with it. C#'s null is JSON's null.</summary>
    public bool TryRead(Page page, out JsonNode? value)
    {
        value = Mode == ValueMode.Pairs ? ReadPairs(page) : ReadText(page);
        if (page.Form.ProblemOf("value") is null && System.Text.Encoding.UTF8.GetByteCount(value?.ToJsonString(ShownJson.Options) ?? "null") > ValueBytes)
        {
            page.Form.AddProblem("value", page.T(ValueTexts.TooLarge));
        }

        return page.Form.ProblemOf("value") is null;
    }

    /// <summary>What the server is to make up, in the fields that the API has for it; notes what is wrong.</summary>
    public static void AddGenerated(Page page, JsonObject fields)
    {
        if (!int.TryParse(page.Form.Text("length"), out var length) || length is < 8 or > 4096)
        {
            page.Form.AddProblem("length", page.T(ValueTexts.LengthWrong));
        }

        fields["length"] = length;
        fields["alphabet"] = page.Form.TextOrNull("alphabet") ?? "lower,upper,digits";
    }

    /// <summary>Takes the values out before the form is shown again.</summary>
    public ValueEntry WithoutValues(Page page)
    {
        if (Mode != ValueMode.Generated && (Text.Length > 0 || Rows.Any(static row => row.Value.Length > 0)))
        {
            page.Form.AddProblem("value", page.T(ValueTexts.EnterAgain));
        }

        (Text, Rows) = ("", [.. Rows.Select(static row => (row.Key, ""))]);
        return this;
    }

    private static ValueMode ModeOf(string text) => text switch
    {
        "text" => ValueMode.Text,
        "generated" => ValueMode.Generated,
        _ => ValueMode.Pairs,
    };

    private static string? TwiceIn(IReadOnlyList<(string Key, string Value)> rows) =>
        rows.GroupBy(static row => row.Key, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1)?.Key;

    private JsonObject ReadPairs(Page page)
    {
        var problem = Rows.Count == 0 ? page.T(ValueTexts.NoValue)
            : Rows.Any(static row => row.Key.Length == 0) ? page.T(ValueTexts.KeyMissing)
            : TwiceIn(Rows) is { } twice ? page.T(ValueTexts.KeyTwice, twice)
            : null;
        if (problem is not null)
        {
            page.Form.AddProblem("value", problem);
        }

        return ToObject();
    }

    private JsonNode? ReadText(Page page)
    {
        if (Text.Length == 0)
        {
            page.Form.AddProblem("value", page.T(ValueTexts.NoValue));
        }

        if (page.Form.IsChecked("plain"))
        {
            return JsonValue.Create(Text);
        }

        try
        {
            return TypedJson.Parse(Text);
        }
        catch (JsonException wrong)
        {
            // A text that begins as JSON does was hardly meant as a text.
            if (Text.TrimStart() is ['{' or '[', ..])
            {
                page.Form.AddProblem("value", page.T(ValueTexts.BrokenJson, (wrong.LineNumber ?? 0) + 1));
            }

            return JsonValue.Create(Text);
        }
    }

    private void TurnToPairs(Page page)
    {
        try
        {
            using var document = JsonDocument.Parse(Text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                page.Form.AddProblem("value", page.T(ValueTexts.NotObject));
                return;
            }

            var others = document.RootElement.EnumerateObject().Where(static field => field.Value.ValueKind != JsonValueKind.String).Select(static field => field.Name).ToList();
            if (others.Count > 0)
            {
                page.Form.AddProblem("value", page.T(ValueTexts.NotTexts, string.Join(", ", others)));
                return;
            }

            (Mode, Rows, Text) = (ValueMode.Pairs, [.. document.RootElement.EnumerateObject().Select(static field => (field.Name, field.Value.GetString()!))], "");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // No JSON, or a text with half a character in it.
            page.Form.AddProblem("value", page.T(ValueTexts.NotObject));
        }
    }

    private JsonObject ToObject()
    {
        var json = new JsonObject();
        foreach (var (key, value) in Rows)
        {
            json[key] = value;
        }

        return json;
    }
}
