using System.Data.Common;
using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Access;

/// <summary>
/// Lists the access keys for the projects of an organisation, of users and service accounts, without secrets: KakaoCloud's inventory of access keys (spec/roles.md section 3).
/// </summary>
internal static class ListOrganisationAccessKeys
{
    public static readonly Operation Operation = new(
        "iam", "ListOrganisationAccessKeys",
        AccessPolicies.ListKeys.Permission,
        TrailRule.Organisation("List Organisation Access Keys", "Application Credential"),
        OrganisationErrors.NotFound);

    public static async Task<Outcome<OrganisationAccessKeysResponse>> HandleAsync(string organisation_id, Call call, QueryFields query, IDatabase database, RoleDirectory directory)
    {
        call.Trail.ResourceId = organisation_id;
        var page = ListPage.Read(query);
        var filter = FilterOf(query);
        return await database.ReadAsync<Outcome<OrganisationAccessKeysResponse>>(async session =>
        {
            var exists = await Organisation.ExistsAsync(session, organisation_id);
            if (AccessPolicies.ListKeys.Refuse(call, exists ? new PolicyTarget(DomainId: organisation_id) : default) is { } refused)
            {
                return refused;
            }

            if (!exists)
            {
                return OrganisationErrors.NotFound.With(ShownText.Cut(organisation_id));
            }

            call.Trail.DomainId = organisation_id;
            if (query.Check() is { } wrongQuery)
            {
                return wrongQuery;
            }

            var roles = await directory.GetAsync(session);
            var keys = await session.QueryAsync(Statement(organisation_id, filter, page), row => Read(row, roles));
            return new OrganisationAccessKeysResponse(keys.Count > page.Limit ? keys[..page.Limit] : keys, LinksOf(call, organisation_id, page, keys));
        }, call.Context.RequestAborted);
    }

    private static Sql FilterOf(QueryFields query)
    {
        var filter = Sql.Empty;
        if (query.Text("user_id", 64) is { } userId)
        {
            filter = $"{filter} AND k.user_id = {userId}";
        }

        if (query.Text("project_id", 64) is { } projectId)
        {
            filter = $"{filter} AND k.project_id = {projectId}";
        }

        if (query.Text("name") is { } name)
        {
            filter = $"{filter} AND k.name_key = {NameKey.Of(name)}";
        }

        if (query.Instant("expires_before") is { } before)
        {
            filter = $"{filter} AND k.expires_at < {before}";
        }

        return filter;
    }

    private static Sql Statement(string organisationId, Sql filter, ListPage page) => $"""
        SELECT k.id, k.name, k.description, u.id, u.name, CASE WHEN s.user_id IS NULL THEN {SubjectTypes.User} ELSE {SubjectTypes.ServiceAccount} END, p.id, p.name,
               k.role_ids, k.created_at, k.expires_at, k.last_used_at, k.unrestricted, k.has_access_rules
        FROM iam_access_keys k
        JOIN iam_projects p ON p.id = k.project_id
        JOIN iam_users u ON u.id = k.user_id
        LEFT JOIN iam_service_accounts s ON s.user_id = k.user_id
        WHERE p.organisation_id = {organisationId} AND k.id > {page.After}{filter}
        ORDER BY k.id LIMIT {page.Take}
        """;

    private static OrganisationAccessKey Read(DbDataReader row, RoleSet roles) => new(
        row.GetString(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        new AccessKeyUser(row.GetString(3), row.GetString(4), row.GetString(5)),
        new NamedReference(row.GetString(6), row.GetString(7)),
        [.. RoleIds.Split(row.GetString(8)).Select(roles.FindById).OfType<Role>().Select(static role => role.Name)],
        UnixTime.ToWire(row.GetInt64(9)),
        InstantOf(row, 10),
        InstantOf(row, 11),
        !row.IsDBNull(12) && row.GetInt64(12) == 1,
        row.GetInt64(13) == 1);

    private static string? InstantOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : UnixTime.ToWire(row.GetInt64(column));

    private static ListLinks LinksOf(Call call, string organisationId, ListPage page, List<OrganisationAccessKey> keys)
    {
        var address = $"{call.BaseUrl}/haneul/v1/organisations/{Uri.EscapeDataString(organisationId)}/access-keys";
        var self = ListLinks.Whole(address + call.Context.Request.QueryString.Value);
        return keys.Count > page.Limit ? self with { Next = IamLinks.ToNextPageAt(call, address, page.Limit, keys[page.Limit - 1].Id) } : self;
    }
}
