using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Access;

/// <summary>Who is asked about.</summary>
internal enum AskedAbout
{
    /// <summary>A user, who signs in with a password.</summary>
    User,

    /// <summary>An access key.</summary>
    AccessKey,

    /// <summary>A service account, with an access key made now.</summary>
    ServiceAccount,
}

/// <summary>A question to <see cref="ExplainAccess"/>.</summary>
/// <param name="About">What kind of subject is asked about.</param>
/// <param name="SubjectId">Its id.</param>
/// <param name="Operation">The name of the operation.</param>
/// <param name="ProjectId">The project that the token would be for; of access keys and service accounts it is known.</param>
/// <param name="OrganisationId">The organisation that it would be for.</param>
/// <param name="ResourceId">The secret or key that the call would be about; null to leave that open.</param>
internal sealed record AccessQuestion(AskedAbout About, string SubjectId, string Operation, string? ProjectId, string? OrganisationId, string? ResourceId)
{
    /// <summary>Reads it.</summary>
    public static AccessQuestion Read(JsonFields body)
    {
        var (about, id) = ReadSubject(body);
        var projectId = body.OptionalString("project_id", 1, 64);
        var organisationId = body.OptionalString("organisation_id", 1, 64);
        var isSystem = body.OptionalBoolean("system") ?? false;
        var scopes = (projectId is null ? 0 : 1) + (organisationId is null ? 0 : 1) + (isSystem ? 1 : 0);
        if (about == AskedAbout.User && scopes != 1)
        {
            body.AddProblem("project_id", "must be there, or organisation_id or system in its place, and one of them only");
        }
        else if (about != AskedAbout.User && scopes > (projectId is null ? 0 : 1))
        {
            body.AddProblem("project_id", "is all that there may be: access keys and service accounts are for projects");
        }

        return new(about, id, body.RequiredString("operation"), projectId, organisationId, body.OptionalString("resource_id"));
    }

    private static (AskedAbout About, string Id) ReadSubject(JsonFields body)
    {
        if (body.RequiredObject("subject") is not { } subject)
        {
            return (AskedAbout.User, "");
        }

        (AskedAbout About, string? Id)[] named =
        [
            (AskedAbout.User, subject.OptionalString("user_id", 1, 64)),
            (AskedAbout.AccessKey, subject.OptionalString("access_key_id", 1, 64)),
            (AskedAbout.ServiceAccount, subject.OptionalString("service_account_id", 1, 64)),
        ];
        var given = named.Where(static each => each.Id is not null).ToList();
        if (given.Count != 1)
        {
            body.AddProblem("subject", "must have one of user_id, access_key_id and service_account_id");
        }

        return given.Count == 0 ? (AskedAbout.User, "") : (given[0].About, given[0].Id!);
    }
}
