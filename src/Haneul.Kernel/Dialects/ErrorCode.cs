namespace Haneul.Kernel.Dialects;

/// <summary>
/// One kind of error that a caller can get: status, stable code and text. Declared once in a <c>&lt;Service&gt;Errors</c> class;
/// docs/generated/errors.md lists them all.
/// </summary>
/// <param name="Status">HTTP status, 400 to 599, never 422 (decisions.md 7).</param>
/// <param name="Code">Stable name for programs, in the <c>error.code</c> of the platform dialect.</param>
/// <param name="Template">Text for people; <c>{0}</c>, <c>{1}</c> take the arguments of <see cref="With"/>.</param>
public sealed record ErrorCode(int Status, string Code, string Template)
{
    /// <summary>This error with the arguments of its text.</summary>
    public Error With(params object?[] arguments) => new(this, string.Format(null, Template, arguments));

    /// <summary>This error with its text as it stands.</summary>
    public Error AsError() => new(this, Template);
}

/// <summary>An error on its way to a caller.</summary>
/// <param name="Code">Its kind.</param>
/// <param name="Message">The finished text. It never carries a secret, and never the text of an exception.</param>
public sealed record Error(ErrorCode Code, string Message)
{
    public static implicit operator Error(ErrorCode code) => code.AsError();

    /// <summary>Seconds after which a retry makes sense, sent as <c>Retry-After</c>; null for none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>
    /// The methods of signing in that would do together, one list for each choice, where those that were used are right and not enough; null for none. Keystone's member, beside
    /// the error (docs/adr/0028-second-factor.md).
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>>? RequiredAuthMethods { get; init; }

    /// <summary>The one error for a body or query with wrong fields: every field is named with what is wrong.</summary>
    public static Error FromProblems(IReadOnlyList<FieldProblem> problems) =>
        CommonErrors.InvalidRequest.With(string.Join("; ", problems.Select(problem => $"{problem.Path}: {problem.Message}")));
}

/// <summary>One wrong field of a request.</summary>
/// <param name="Path">JSON path of a body field (<c>secret.name</c>, <c>targets.ids[2]</c>), or the name of a query parameter or header.</param>
/// <param name="Message">What is wrong, as the end of a sentence that begins with the field.</param>
public readonly record struct FieldProblem(string Path, string Message);
