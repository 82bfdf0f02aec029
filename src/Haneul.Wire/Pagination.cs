namespace Haneul.Wire;

/// <summary>Which part of a list a page is.</summary>
/// <param name="Offset">How many items come before it.</param>
/// <param name="Limit">How many items it has at most.</param>
/// <param name="Total">How many items the whole list has.</param>
public sealed record Pagination(long Offset, int Limit, long Total);
