using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Projects;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Organisations;

/// <summary>Takes an organisation out. Statement by statement over whole tables: it may have a hundred thousand users.</summary>
internal static class OrganisationRemoval
{
    /// <summary>Removes the organisation, if it may go.</summary>
    public static async ValueTask<Outcome<NoContent>> RemoveAsync(ITransaction transaction, Call call, ProjectHoldings holdings, string id)
    {
        if (await Organisation.FindAsync(transaction, id) is not { } organisation)
        {
            return OrganisationErrors.NotFound.With(ShownText.Cut(id));
        }

        call.Trail.ResourceName = organisation.Name;
        if (organisation.Id == Organisation.DefaultId)
        {
            return OrganisationErrors.IsDefault;
        }

        if (organisation.Options.IsImmutable is true)
        {
            return OrganisationErrors.Immutable.With(id);
        }

        if (organisation.IsEnabled)
        {
            return OrganisationErrors.StillEnabled;
        }

        Sql projects = $"SELECT id FROM iam_projects WHERE organisation_id = {id}";
        if (await holdings.DescribeAsync(transaction, projects) is { } held)
        {
            return OrganisationErrors.InUse.With(held);
        }

        await ProjectRemoval.RemoveAsync(transaction, projects);
        await UserDeletion.ExecuteAsync(transaction, $"organisation_id = {id}");
        await RemoveGroupsAsync(transaction, id);
        await RemoveRolesAsync(transaction, id);
        await transaction.ExecuteAsync($"DELETE FROM iam_role_assignments WHERE target_type = 'domain' AND target_id = {id}");
        await transaction.ExecuteAsync($"DELETE FROM iam_limits WHERE organisation_id = {id}");
        await transaction.ExecuteAsync($"DELETE FROM iam_domain_options WHERE organisation_id = {id}");
        await transaction.ExecuteAsync($"DELETE FROM iam_organisations WHERE id = {id}");
        return await Administrators.RefuseNoneAsync(transaction) is { } refused ? refused : Outcome.NoContent();
    }

    private static async ValueTask RemoveGroupsAsync(ITransaction transaction, string id)
    {
        Sql groups = $"SELECT id FROM iam_groups WHERE organisation_id = {id}";
        await transaction.ExecuteAsync($"DELETE FROM iam_group_members WHERE group_id IN ({groups})");
        await transaction.ExecuteAsync($"DELETE FROM iam_role_assignments WHERE actor_type = 'group' AND actor_id IN ({groups})");
        await transaction.ExecuteAsync($"DELETE FROM iam_groups WHERE organisation_id = {id}");
    }

    private static async ValueTask RemoveRolesAsync(ITransaction transaction, string id)
    {
        Sql roles = $"SELECT id FROM iam_roles WHERE organisation_id = {id}";
        await transaction.ExecuteAsync($"DELETE FROM iam_role_assignments WHERE role_id IN ({roles})");
        await transaction.ExecuteAsync($"DELETE FROM iam_role_implications WHERE prior_id IN ({roles}) OR implied_id IN ({roles})");
        await transaction.ExecuteAsync($"DELETE FROM iam_roles WHERE organisation_id = {id}");
    }
}
