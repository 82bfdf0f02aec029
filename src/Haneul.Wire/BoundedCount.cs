namespace Haneul.Wire;

/// <summary>A number of things that was counted up to a bound, so that counting takes no longer however many there are.</summary>
/// <param name="Value">How many were counted.</param>
/// <param name="AtLeast">Whether counting ended at the bound: there are at least so many.</param>
public sealed record BoundedCount(long Value, bool AtLeast);
