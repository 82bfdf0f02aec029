using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys;

/// <summary>The types, purposes and algorithms that go together, as the API lists them, and what of them is chosen in a form.</summary>
/// <param name="All">Every combination.</param>
public sealed record KeyChoices(IReadOnlyList<KeyAlgorithmChoice> All)
{
    public const string TypeField = "type";
    public const string PurposeField = "purpose";
    public const string AlgorithmField = "algorithm";

    /// <summary>Every type.</summary>
    public IReadOnlyList<string> Types => [.. All.Select(static choice => choice.Type).Distinct(StringComparer.Ordinal)];

    /// <summary>The purposes of a type.</summary>
    public IReadOnlyList<string> PurposesOf(string type) =>
        [.. All.Where(choice => choice.Type == type).Select(static choice => choice.Purpose).Distinct(StringComparer.Ordinal)];

    /// <summary>The algorithms of a type and a purpose.</summary>
    public IReadOnlyList<string> AlgorithmsOf(string type, string purpose) =>
        [.. All.Where(choice => choice.Type == type && choice.Purpose == purpose).Select(static choice => choice.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether what a form says goes together.</summary>
    public bool Fits(Page page) => All.Contains(new(page.Form.Text(AlgorithmField), page.Form.Text(PurposeField), page.Form.Text(TypeField)));

    /// <summary>Makes what a form says go together: what does not fit the field before it becomes the first that does.</summary>
    public void Settle(Page page)
    {
        var type = Settle(page, TypeField, Types);
        var purpose = Settle(page, PurposeField, PurposesOf(type));
        Settle(page, AlgorithmField, AlgorithmsOf(type, purpose));
    }

    /// <summary>The combinations with their words, for the script that narrows the fields at once.</summary>
    public string ToJson(Page page) => new JsonArray([.. All.Select(choice => (JsonNode)new JsonObject
    {
        [TypeField] = choice.Type,
        [PurposeField] = choice.Purpose,
        [AlgorithmField] = choice.Name,
        ["purposeText"] = page.T(KeyWords.OfPurpose(choice.Purpose)),
    })]).ToJsonString(ShownJson.Options);

    private static string Settle(Page page, string field, IReadOnlyList<string> fitting)
    {
        var chosen = page.Form.Text(field);
        if (fitting.Contains(chosen, StringComparer.Ordinal))
        {
            return chosen;
        }

        page.Form.Set(field, fitting[0]);
        return fitting[0];
    }
}
