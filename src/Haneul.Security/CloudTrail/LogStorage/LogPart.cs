namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>The next piece of a cut.</summary>
/// <param name="Content">What is to be stored; null if no event of the stream is in the rest of the cut.</param>
/// <param name="StoredThrough">How far each chain is once it is stored.</param>
/// <param name="IsLast">Whether the cut is stored with it.</param>
internal sealed record LogPart(byte[]? Content, IReadOnlyList<(long ChainId, long Through)> StoredThrough, bool IsLast);
