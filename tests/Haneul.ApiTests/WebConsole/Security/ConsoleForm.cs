using AngleSharp.Html.Dom;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>A form as it stands on a page, with everything in it that a browser sends.</summary>
/// <param name="Page">The page that it is on.</param>
/// <param name="Action">The address that takes it.</param>
/// <param name="Values">What stands in it.</param>
/// <param name="Texts">The fields that people type in.</param>
/// <param name="Others">The fields that they choose in, or do not see.</param>
/// <param name="Buttons">Names and values of the buttons that tell what is to be done; one without a name for a button that tells nothing.</param>
/// <param name="IsDangerous">Whether it takes something away for good.</param>
internal sealed record ConsoleForm(
    string Page, string Action, IReadOnlyList<KeyValuePair<string, string>> Values, IReadOnlyList<string> Texts, IReadOnlyList<string> Others,
    IReadOnlyList<(string? Name, string? Value)> Buttons, bool IsDangerous)
{
    private const string Cookie = "haneul-console";

    private static readonly string[] NotTyped = ["hidden", "checkbox", "radio", "submit", "button", "file"];

    /// <summary>The path that takes it.</summary>
    public string Path => Action.Split('?')[0];

    /// <summary>The forms of the page that a browser has just opened.</summary>
    public static IEnumerable<ConsoleForm> On(ConsoleBrowser browser, string page) =>
        browser.Html.QuerySelectorAll("main form[method=post]").OfType<IHtmlFormElement>().Select(form => Of(form, page));

    /// <summary>Sends it with a button: fields of <paramref name="fields"/> hold what is given there, and all others what stood in them.</summary>
    public async Task SendAsync(ConsoleBrowser browser, (string? Name, string? Value) button, IReadOnlyDictionary<string, string> fields)
    {
        // A token of the server, as if the page had been opened again.
        var secret = SessionSecret.Parse(browser.Cookies[Cookie])!;
        var token = browser.Fixture.Services.GetRequiredService<FormTokens>().Create(secret, Uri.UnescapeDataString(Path));
        var sent = Values.Where(value => !fields.ContainsKey(value.Key)).Concat(fields).Append(KeyValuePair.Create(FormTokens.FieldName, token));
        if (button.Name is { } name && !fields.ContainsKey(name))
        {
            sent = sent.Append(KeyValuePair.Create(name, button.Value ?? ""));
        }

        using var content = new FormUrlEncodedContent(sent);
        using var request = new HttpRequestMessage(HttpMethod.Post, Action) { Content = content };
        await browser.SendAsync(request);
    }

    /// <inheritdoc />
    public override string ToString() => Path == Page ? Path : $"{Path} on {Page}";

    private static ConsoleForm Of(IHtmlFormElement form, string page)
    {
        var fields = form.QuerySelectorAll("input[name], textarea[name], select[name]").Where(static field => field.GetAttribute("name") != FormTokens.FieldName).ToList();
        var typed = fields.Where(static field => field.LocalName == "textarea" || (field.LocalName == "input" && !NotTyped.Contains(field.GetAttribute("type") ?? "text", StringComparer.Ordinal))).ToList();
        var buttons = form.QuerySelectorAll("button[type=submit]").Select(static button => (button.GetAttribute("name"), button.GetAttribute("value"))).Distinct().ToList();
        return new(
            page, form.GetAttribute("action")!, [.. ConsoleBrowser.FieldsOf(form).Where(static field => field.Key != FormTokens.FieldName)], Names(typed), Names(fields.Except(typed)), buttons.Count > 0 ? buttons : [(null, null)],
            form.QuerySelector("button.danger, [name=confirmation]") is not null);
    }

    private static IReadOnlyList<string> Names(IEnumerable<AngleSharp.Dom.IElement> fields) =>
        [.. fields.Select(static field => field.GetAttribute("name")!).Distinct(StringComparer.Ordinal)];
}
