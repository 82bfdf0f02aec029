using Haneul.Wire.CloudTrail;
using Haneul.Wire.Kms;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Overview;

/// <summary>Something that needs attention.</summary>
/// <param name="Text">What it is.</param>
/// <param name="Tone">How urgent: <c>warn</c> or <c>bad</c>.</param>
/// <param name="Path">Where to look.</param>
/// <param name="Details">Single things, the soonest first; a few of them.</param>
public sealed record AttentionItem(string Text, string Tone, string Path, IReadOnlyList<AttentionDetail> Details);

/// <summary>One of the things that need attention.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Path">Its page.</param>
/// <param name="At">When it happens; null for none.</param>
public sealed record AttentionDetail(string Text, string Path, DateTimeOffset? At);

/// <summary>What the overview shows; a member is null where the person's roles do not show it.</summary>
/// <param name="Secrets">Secrets by state.</param>
/// <param name="Keys">Keys by state.</param>
/// <param name="Trail">Whether the trail is well.</param>
/// <param name="Attention">What needs attention.</param>
public sealed record OverviewModel(SecretsManagerSummary? Secrets, KmsSummary? Keys, TrailHealth? Trail, IReadOnlyList<AttentionItem> Attention)
{
    /// <summary>Whether nothing is in the project yet.</summary>
    public bool IsEmpty => Secrets is { Secrets.Total.Value: 0 } && Keys is null or { Keys.Total.Value: 0 };
}
