using Haneul.WebConsole.Languages;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets;

/// <summary>Where a version stands, as people are told: the wire has no word for a scheduled destruction (docs/adr/0017).</summary>
public enum ShownVersionState
{
    /// <summary>Its value can be read.</summary>
    Active,

    /// <summary>Its value is kept and not given out.</summary>
    Deactivated,

    /// <summary>It will be destroyed at a time.</summary>
    Scheduled,

    /// <summary>Its value is gone.</summary>
    Destroyed,
}

/// <summary>Words and colours of the states of secrets and versions.</summary>
internal static class SecretStates
{
    private const string ActiveStatus = "Active";
    private const string DestroyedStatus = "Destroyed";

    public static ShownVersionState Of(SecretVersion version) => version.Status switch
    {
        ActiveStatus => ShownVersionState.Active,
        DestroyedStatus => ShownVersionState.Destroyed,
        _ => version.ResolvedDestructionAt is null ? ShownVersionState.Deactivated : ShownVersionState.Scheduled,
    };

    public static Text TextOf(ShownVersionState state) => state switch
    {
        ShownVersionState.Active => SecretTexts.Active,
        ShownVersionState.Deactivated => SecretTexts.Deactivated,
        ShownVersionState.Scheduled => SecretTexts.Scheduled,
        _ => SecretTexts.Destroyed,
    };

    public static string ToneOf(ShownVersionState state) => state switch
    {
        ShownVersionState.Active => "good",
        ShownVersionState.Scheduled => "bad",
        ShownVersionState.Deactivated => "warn",
        _ => "plain",
    };

    public static Text TextOf(string status) => status == ActiveStatus ? SecretTexts.Active : SecretTexts.Deactivated;

    public static string ToneOf(string status) => status == ActiveStatus ? "good" : "warn";
}
