using Haneul.Kernel.Runtime;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Keys.Versions;

/// <summary>The field for the time of a destruction, within the bounds of the installation (docs/adr/0015).</summary>
internal static class DestructionField
{
    /// <summary>Its name in forms.</summary>
    public const string Name = "time";

    // Time to look at the form and send it: what is offered must not be too early by then.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    // The API allows as much for clocks that differ.
    private static readonly TimeSpan Allowance = TimeSpan.FromMinutes(1);

    /// <summary>Fills the field of a new form in with the earliest time.</summary>
    public static void Offer(Page page) => page.Form = FormFields.With((Name, LocalInstant.ToField(page, Earliest(page) + Grace)));

    /// <summary>What helps to fill it in.</summary>
    public static string Hint(Page page) =>
        page.T(KeyVersionTexts.WhenHint, page.Times.Zone.Id, Options(page).DestructionMinimumDays, Options(page).DestructionMaximumDays);

    /// <summary>Its bounds for the browser.</summary>
    public static IReadOnlyDictionary<string, object> Bounds(Page page) => new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["min"] = LocalInstant.ToField(page, Earliest(page)),
        ["max"] = LocalInstant.ToField(page, Latest(page)),
    };

    /// <summary>The time that was typed; notes the problem if there is none or it can't be.</summary>
    public static DateTimeOffset? Read(Page page)
    {
        if (LocalInstant.FromField(page, page.Form.Text(Name)) is not { } time)
        {
            page.Form.AddProblem(Name, page.T(KeyVersionTexts.NotADate));
            return null;
        }

        if (time < Earliest(page) - Allowance || time > Latest(page) + Allowance)
        {
            page.Form.AddProblem(Name, page.T(KeyVersionTexts.OutOfBounds, Options(page).DestructionMinimumDays, Options(page).DestructionMaximumDays));
            return null;
        }

        return time;
    }

    private static DateTimeOffset Earliest(Page page) => page.Times.Now + TimeSpan.FromDays(Options(page).DestructionMinimumDays);

    private static DateTimeOffset Latest(Page page) => page.Times.Now + TimeSpan.FromDays(Options(page).DestructionMaximumDays);

    private static HaneulOptions Options(Page page) => page.Context.RequestServices.GetRequiredService<HaneulOptions>();
}
