using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Projects;

/// <summary>Deletes a project with its roles, access keys and limits; not while it holds secrets or keys, or projects below it.</summary>
internal static class DeleteProject
{
    public static readonly Operation Operation = new(
        "iam", "DeleteProject",
        ProjectPolicies.Delete.Permission,
        TrailRule.Organisation("Delete Project", "Project"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, IamErrors.LastAdministrator, ProjectErrors.HasProjectsBelow, ProjectErrors.Immutable, ProjectErrors.InUse,
        OrganisationErrors.IsDefault, OrganisationErrors.Immutable, OrganisationErrors.InUse);

    public static async Task<Outcome<NoContent>> HandleAsync(string project_id, Call call, IDatabase database, MeaningfulChanges changes, ProjectHoldings holdings)
    {
        var found = await FoundProject.FindAsync(call, database, ProjectPolicies.Delete, project_id);
        if (found.Error is { } refused)
        {
            return refused;
        }

        if (found.Value.Organisation is { IsEnabled: true })
        {
            // As a domain it would be 403: Keystone has two answers for the same thing.
            return CommonErrors.InvalidRequest.With("A project that acts as a domain must be disabled before it is deleted.");
        }

        return await changes.WriteAsync<NoContent>(call, transaction => found.Value.Organisation is null
            ? RemoveAsync(transaction, holdings, project_id)
            : OrganisationRemoval.RemoveAsync(transaction, call, holdings, project_id));
    }

    private static async ValueTask<Outcome<NoContent>> RemoveAsync(ITransaction transaction, ProjectHoldings holdings, string id)
    {
        if (await Project.FindAsync(transaction, id) is not { } project)
        {
            return IamErrors.ProjectNotFound.With(id);
        }

        if (project.Options.IsImmutable is true)
        {
            return ProjectErrors.Immutable.With(id);
        }

        if (await HasChildrenAsync(transaction, id))
        {
            return ProjectErrors.HasProjectsBelow.With(id);
        }

        Sql self = $"{id}";
        if (await holdings.DescribeAsync(transaction, self) is { } held)
        {
            return ProjectErrors.InUse.With(held);
        }

        await ProjectRemoval.RemoveAsync(transaction, self);
        return await Administrators.RefuseNoneAsync(transaction) is { } refused ? refused : Outcome.NoContent();
    }

    private static async ValueTask<bool> HasChildrenAsync(ITransaction transaction, string id) =>
        await transaction.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_projects WHERE parent_id = {id}", static row => row.GetInt64(0)) > 0;
}
