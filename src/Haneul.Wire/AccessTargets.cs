namespace Haneul.Wire;

/// <summary>A subject that is allowed on a resource with access control (contract schema <c>Target</c>).</summary>
/// <param name="AssignmentType"><c>USER</c>, <c>GROUP</c> or <c>SERVICE_ACCOUNT</c>.</param>
/// <param name="Id">Id of the subject.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsExists">Whether it is still a subject of the project.</param>
/// <param name="CreatedBy">Sign-in name of who put it on the list.</param>
/// <param name="CreatedAt">When.</param>
public sealed record AccessTarget(string AssignmentType, string Id, string Name, bool IsExists, string CreatedBy, string CreatedAt);

/// <summary>What became of the ids of a request to change a list of allowed subjects.</summary>
/// <param name="Total">How many different ids it named.</param>
/// <param name="Requested">How many it named, repetitions included.</param>
/// <param name="Succeeded">How many are as asked now.</param>
/// <param name="Failed">How many are not.</param>
/// <param name="Results">One result for each different id, in the order of the request.</param>
public sealed record AccessTargetsResult(int Total, int Requested, int Succeeded, int Failed, IReadOnlyList<AccessTargetResult> Results);

/// <summary>What became of one id (contract kms, schema <c>UpdatedResult</c>).</summary>
/// <param name="TargetId">The id.</param>
/// <param name="IsAdded">Whether it was put on the list by this call.</param>
/// <param name="IsAlreadyExists">Whether it was there before.</param>
/// <param name="ErrorCode">Code of its error; null for a success.</param>
/// <param name="Message">Text of that error.</param>
public sealed record AccessTargetResult(string TargetId, bool IsAdded, bool IsAlreadyExists, string? ErrorCode, string? Message);
