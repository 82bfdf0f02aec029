namespace Haneul.Kernel.Access.AllowedSubjects;

/// <summary>A subject on the list of a resource.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">One of <see cref="SubjectTypes"/>.</param>
/// <param name="Name">Its name now, or when it was put on the list if it is gone.</param>
/// <param name="Exists">Whether it is still a subject of the project.</param>
/// <param name="CreatedAt">When it was put on the list, microseconds since the Unix epoch.</param>
/// <param name="CreatedBy">Sign-in name of who did.</param>
public sealed record AllowedSubject(string Id, string Type, string Name, bool Exists, long CreatedAt, string CreatedBy);

/// <summary>What became of one id of a request to put subjects on a list or take them off (contract kms, <c>UpdatedResult</c>).</summary>
/// <param name="Id">The id that was sent.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record AllowListResult(string Id, AllowListOutcome Outcome);

/// <summary>What may become of an id.</summary>
public enum AllowListOutcome
{
    /// <summary>It is on the list now and was not before.</summary>
    Added,

    /// <summary>It was on the list before: no error, nothing changed.</summary>
    AlreadyThere,

    /// <summary>It is no longer on the list.</summary>
    Removed,

    /// <summary>It was not on the list.</summary>
    NotThere,

    /// <summary>No subject of the project has this id.</summary>
    UnknownSubject,

    /// <summary>It owns the resource and is allowed anyway.</summary>
    Owner,
}
