using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>Limits a project's catalogue to the endpoints of a group, beside those that it is limited to already.</summary>
internal static class AddProjectEndpointGroup
{
    public static readonly Operation Operation = new(
        "iam", "AddProjectEndpointGroup",
        ServiceCatalogPolicies.AddGroupToProject.Permission,
        TrailRule.Organisation("Add Project Endpoint Group", "Endpoint Group"),
        IamErrors.DelegatedChange, IamErrors.ProjectNotFound, CatalogErrors.EndpointGroupNotFound, CatalogErrors.AlreadyOfProject);

    public static async Task<Outcome<NoContent>> HandleAsync(string endpoint_group_id, string project_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = endpoint_group_id;
        call.Trail.AddFact("project_id", project_id);
        if (ServiceCatalogPolicies.AddGroupToProject.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await ProjectEndpoints.RefuseUnknownGroupAsync(transaction, project_id, endpoint_group_id) is { } unknown)
            {
                return unknown;
            }

            var added = await transaction.ExecuteAsync(
                $"INSERT INTO iam_project_endpoint_groups (project_id, endpoint_group_id) VALUES ({project_id}, {endpoint_group_id}) ON CONFLICT DO NOTHING");
            return added > 0 ? Outcome.NoContent() : CatalogErrors.AlreadyOfProject.With($"the endpoint group {endpoint_group_id}");
        });
    }
}
