using System.Text.Json.Nodes;
using Haneul.Kernel.Modules;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>What the form of a rule shows beside its fields.</summary>
/// <param name="Rule">The rule as it is; null for a new one.</param>
/// <param name="Services">The services whose events can be asked for.</param>
/// <param name="EventNames">The names that events have.</param>
public sealed record RuleFormModel(NotificationRule? Rule, IReadOnlyList<string> Services, IReadOnlyList<string> EventNames);

/// <summary>The fields of a rule in a form.</summary>
internal static class RuleForm
{
    private static readonly string[] Lists = ["event_names", "resource_types", "resource_ids", "user_ids"];
    private static readonly string[] Boxes = ["source_services", "results"];

    /// <summary>How events end, for the boxes.</summary>
    public static IReadOnlyList<string> Results { get; } = ["success", "refused", "failed"];

    /// <summary>Which field of the form stands for which of the body.</summary>
    public static (string Path, string Field)[] Fields { get; } =
    [
        ("rule.name", "name"), ("rule.url", "url"), ("rule.event_category", "event_category"),
        .. Lists.Concat(Boxes).Select(static name => ("rule.pattern." + name, name)), ("rule.pattern", "event_names"),
    ];

    /// <summary>The word for how events end.</summary>
    public static Text TextOfResult(string result) => result switch
    {
        "success" => RuleTexts.Success,
        "refused" => RuleTexts.Refused,
        "failed" => RuleTexts.Failed,
        _ => Text.Same(result),
    };

    /// <summary>What the form shows beside its fields. Values of the rule that the lists do not have stay choosable: somebody set them by the API.</summary>
    public static RuleFormModel ModelOf(Page page, NotificationRule? rule)
    {
        var services = page.Context.RequestServices;
        var operations = services.GetRequiredService<OperationCatalogue>().Operations;
        var ids = operations.Select(static operation => operation.Service).ToHashSet(StringComparer.Ordinal);
        var names = services.GetRequiredService<AddressBook>().Services.Where(service => ids.Contains(service.Id)).Select(static service => service.DisplayName);
        return new(
            rule,
            [.. names.Concat(rule?.Pattern.SourceServices ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. operations.Select(static operation => operation.Trail.EventName).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The form filled in with a rule.</summary>
    public static FormFields Of(NotificationRule rule)
    {
        var pattern = rule.Pattern;
        var form = FormFields.With(
            ("name", rule.Name), ("event_names", Lines(pattern.EventNames)), ("resource_types", Lines(pattern.ResourceTypes)),
            ("resource_ids", Lines(pattern.ResourceIds)), ("user_ids", Lines(pattern.UserIds)));
        form.Set("source_services", [.. pattern.SourceServices ?? []]);
        form.Set("results", [.. pattern.Results ?? []]);
        return form;
    }

    /// <summary>The form of a new rule; what the address names is filled in, so that other pages can link to it.</summary>
    public static FormFields New(Page page)
    {
        var form = FormFields.With(
            ("enabled", "true"), ("event_names", page.Query("event_name")), ("resource_ids", page.Query("resource_id")), ("user_ids", page.Query("user_id")));
        form.Set("results", page.Query("result") is { } result ? new[] { result } : []);
        return form;
    }

    /// <summary>The conditions as the API takes them.</summary>
    public static JsonObject PatternOf(FormFields form)
    {
        var pattern = new JsonObject();
        foreach (var name in Lists)
        {
            Add(pattern, name, form.Text(name).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        foreach (var name in Boxes)
        {
            Add(pattern, name, form.All(name));
        }

        return pattern;
    }

    private static void Add(JsonObject pattern, string name, IEnumerable<string> values)
    {
        JsonNode?[] nodes = [.. values.Distinct(StringComparer.Ordinal).Select(static value => (JsonNode)value)];
        if (nodes.Length > 0)
        {
            pattern[name] = new JsonArray(nodes);
        }
    }

    private static string? Lines(IReadOnlyList<string>? values) => values is null ? null : string.Join('\n', values);
}
