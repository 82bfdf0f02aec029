using System.Data.Common;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.ServiceAccounts;

namespace Haneul.Security.Iam.Access;

/// <summary>Who is asked about, as the database has them.</summary>
/// <param name="UserId">The user, or the user behind the service account.</param>
/// <param name="OrganisationId">Their organisation.</param>
/// <param name="IsUserEnabled">Whether they are enabled.</param>
/// <param name="IsOrganisationEnabled">Whether their organisation is.</param>
/// <param name="ServiceAccountProjectId">The project of a service account; null for a user.</param>
internal sealed record AskedSubject(string UserId, string OrganisationId, bool IsUserEnabled, bool IsOrganisationEnabled, string? ServiceAccountProjectId)
{
    /// <summary>Somebody of whom nothing may be told but that they hold nothing.</summary>
    public static AskedSubject Stranger { get; } = new("", "", IsUserEnabled: true, IsOrganisationEnabled: true, ServiceAccountProjectId: null);

    /// <summary>The access key, where one is asked about.</summary>
    public AccessKey? Key { get; init; }

    /// <summary>Whether its tokens are delegated: service accounts sign in with access keys only.</summary>
    public bool IsDelegated => Key is not null || ServiceAccountProjectId is not null;

    /// <summary>Finds them; null if there is no such user, service account or key.</summary>
    public static async ValueTask<AskedSubject?> FindAsync(IDatabaseSession session, AccessQuestion question)
    {
        if (question.About != AskedAbout.AccessKey)
        {
            var found = await FindUserAsync(session, question.SubjectId);
            return question.About == AskedAbout.ServiceAccount && found?.ServiceAccountProjectId is null ? null : found;
        }

        var key = await session.QueryFirstOrDefaultAsync($"SELECT {AccessKey.Columns} FROM iam_access_keys k WHERE k.id = {question.SubjectId}", AccessKey.Read);
        return key is not null && await FindUserAsync(session, key.UserId) is { } user ? user with { Key = key } : null;
    }

    /// <summary>What is answered where there is none, to those who see all.</summary>
    public static Error NotFound(AccessQuestion question) => question.About switch
    {
        AskedAbout.AccessKey => IamErrors.AccessKeyNotFound.With(ShownText.Cut(question.SubjectId)),
        AskedAbout.ServiceAccount => ServiceAccountErrors.NotFound,
        _ => IamErrors.UserNotFound.With(ShownText.Cut(question.SubjectId)),
    };

    private static ValueTask<AskedSubject?> FindUserAsync(IDatabaseSession session, string id) => session.QueryFirstOrDefaultAsync<AskedSubject?>($"""
        SELECT u.id, u.organisation_id, u.enabled, o.enabled, s.project_id
        FROM iam_users u JOIN iam_organisations o ON o.id = u.organisation_id LEFT JOIN iam_service_accounts s ON s.user_id = u.id
        WHERE u.id = {id}
        """, Read);

    private static AskedSubject Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt64(2) == 1, row.GetInt64(3) == 1, row.IsDBNull(4) ? null : row.GetString(4));
}
