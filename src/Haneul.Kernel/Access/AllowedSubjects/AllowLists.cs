using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Migrations;

namespace Haneul.Kernel.Access.AllowedSubjects;

/// <summary>A resource that has a list of allowed subjects.</summary>
/// <param name="Service">Id of its service.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="ResourceId">Its id.</param>
/// <param name="OwnerId">Its owner, who is allowed without being on the list.</param>
public readonly record struct ListedResource(string Service, string ProjectId, string ResourceId, string OwnerId);

/// <summary>
/// The lists of subjects that are allowed on resources with access control (spec/secrets-and-kms.md 2.6). A list takes away and never gives: what a listed subject
/// may do still follows from its roles. Whether a resource has access control at all is the business of its service.
/// </summary>
public sealed class AllowLists(ISubjects subjects)
{
    /// <summary>The migrations of the lists' table.</summary>
    public static readonly MigrationSource Migrations = new("access", typeof(AllowLists).Assembly, "Haneul.Kernel.Access.AllowedSubjects.Migrations.");

    /// <summary>
    /// The condition that a caller is the owner or on the list, for a statement about resources of a service in a project: true where access control is off.
    /// </summary>
    /// <param name="service">Id of the service.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="resourceId">The column with the id of the resource.</param>
    /// <param name="isEnabled">The column that says whether access control is on, 0 or 1.</param>
    /// <param name="ownerId">The column with the owner.</param>
    public Sql Admits(string service, Caller caller, string projectId, Sql resourceId, Sql isEnabled, Sql ownerId) =>
        $"({isEnabled} = 0 OR {ownerId} = {caller.UserId} OR {Lists(service, caller.UserId, projectId, resourceId)})";

    /// <summary>The condition that a user is on the list of a resource, themselves or by a group.</summary>
    public Sql Lists(string service, string userId, string projectId, Sql resourceId) =>
        $"""
        EXISTS (
            SELECT 1 FROM access_allowed_subjects allowed
            WHERE allowed.service = {service} AND allowed.project_id = {projectId} AND allowed.resource_id = {resourceId} AND allowed.subject_id IN ({subjects.IdsOf(userId)}))
        """;

    /// <summary>The subjects on the list, oldest first. The owner is not among them (spec/secrets-and-kms.md 2.6).</summary>
    public async ValueTask<IReadOnlyList<AllowedSubject>> ListAsync(IDatabaseSession session, ListedResource resource)
    {
        var rows = await session.QueryAsync(
            $"""
            SELECT subject_id, subject_type, subject_name, created_at, created_by FROM access_allowed_subjects
            WHERE service = {resource.Service} AND project_id = {resource.ProjectId} AND resource_id = {resource.ResourceId}
            ORDER BY created_at, subject_id
            """,
            static row => new AllowedSubject(row.GetString(0), row.GetString(1), row.GetString(2), Exists: false, row.GetInt64(3), row.GetString(4)));
        if (rows.Count == 0)
        {
            return rows;
        }

        var found = (await subjects.FindAsync(session, resource.ProjectId, [.. rows.Select(row => row.Id)])).ToDictionary(subject => subject.Id, StringComparer.Ordinal);
        return [.. rows.Select(row => found.TryGetValue(row.Id, out var subject) ? row with { Name = subject.Name, Exists = true } : row)];
    }

    /// <summary>Puts subjects on the list; each id has a result of its own, in the order of the request.</summary>
    public async ValueTask<IReadOnlyList<AllowListResult>> AddAsync(ITransaction transaction, ListedResource resource, IReadOnlyList<string> ids, string addedBy, long now)
    {
        var found = (await subjects.FindAsync(transaction, resource.ProjectId, ids)).ToDictionary(subject => subject.Id, StringComparer.Ordinal);
        var results = new List<AllowListResult>(ids.Count);
        foreach (var id in ids)
        {
            results.Add(new(id, await AddAsync(transaction, resource, id, found.GetValueOrDefault(id), addedBy, now)));
        }

        return results;
    }

    /// <summary>Takes subjects off the list; each id has a result of its own.</summary>
    public static async ValueTask<IReadOnlyList<AllowListResult>> RemoveAsync(ITransaction transaction, ListedResource resource, IReadOnlyList<string> ids)
    {
        var results = new List<AllowListResult>(ids.Count);
        foreach (var id in ids)
        {
            var removed = await transaction.ExecuteAsync(
                $"""
                DELETE FROM access_allowed_subjects
                WHERE service = {resource.Service} AND project_id = {resource.ProjectId} AND resource_id = {resource.ResourceId} AND subject_id = {id}
                """);
            results.Add(new(id, removed > 0 ? AllowListOutcome.Removed : AllowListOutcome.NotThere));
        }

        return results;
    }

    /// <summary>
    /// Makes the list what the ids say: takes off who is not among them, then puts on who is. The results for the ids, in their order, and those for whom the list had besides.
    /// </summary>
    public async ValueTask<(IReadOnlyList<AllowListResult> Named, IReadOnlyList<AllowListResult> Removed)> ReplaceAsync(
        ITransaction transaction, ListedResource resource, IReadOnlyList<string> ids, string addedBy, long now)
    {
        var before = await ListAsync(transaction, resource);
        var removed = await RemoveAsync(transaction, resource, [.. before.Select(subject => subject.Id).Except(ids, StringComparer.Ordinal)]);
        return (await AddAsync(transaction, resource, ids, addedBy, now), removed);
    }

    /// <summary>Empties the list: when access control is switched off, and when the resource is deleted.</summary>
    public static async ValueTask ClearAsync(ITransaction transaction, string service, string projectId, string resourceId) =>
        await transaction.ExecuteAsync(
            $"DELETE FROM access_allowed_subjects WHERE service = {service} AND project_id = {projectId} AND resource_id = {resourceId}");

    private static async ValueTask<AllowListOutcome> AddAsync(
        ITransaction transaction, ListedResource resource, string id, Subject? subject, string addedBy, long now)
    {
        if (id == resource.OwnerId)
        {
            return AllowListOutcome.Owner;
        }

        if (subject is null)
        {
            return AllowListOutcome.UnknownSubject;
        }

        var added = await transaction.ExecuteAsync(
            $"""
            INSERT INTO access_allowed_subjects (service, project_id, resource_id, subject_id, subject_type, subject_name, created_at, created_by)
            VALUES ({resource.Service}, {resource.ProjectId}, {resource.ResourceId}, {id}, {subject.Type}, {subject.Name}, {now}, {addedBy})
            ON CONFLICT (service, project_id, resource_id, subject_id) DO NOTHING
            """);
        return added > 0 ? AllowListOutcome.Added : AllowListOutcome.AlreadyThere;
    }
}
