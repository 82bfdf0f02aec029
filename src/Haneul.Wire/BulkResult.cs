namespace Haneul.Wire;

/// <summary>What a call that names several things came to (contract schemas <c>Bulk</c> and <c>Result</c>): some may fail while others succeed.</summary>
/// <param name="Total">How many different things it named.</param>
/// <param name="Requested">How many it named, repetitions included.</param>
/// <param name="Succeeded">How many of <paramref name="Total"/> succeeded.</param>
/// <param name="Failed">How many did not.</param>
/// <param name="Results">One result for each different thing, in the order of the request. The contract leaves their members open.</param>
public sealed record BulkResult(int Total, int Requested, int Succeeded, int Failed, IReadOnlyList<BulkItemResult> Results);

/// <summary>What became of one of several things.</summary>
public sealed record BulkItemResult
{
    /// <summary>Its id, if it has one.</summary>
    public string? Id { get; init; }

    /// <summary>Its number, if it is a version.</summary>
    public int? Version { get; init; }

    public required bool IsSucceeded { get; init; }

    /// <summary>The code that a call about this one alone would have answered; null for a success.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The text of that error.</summary>
    public string? Message { get; init; }
}
