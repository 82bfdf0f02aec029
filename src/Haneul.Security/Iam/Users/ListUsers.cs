using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>Lists users.</summary>
internal static class ListUsers
{
    public static readonly Operation Operation = new(
        "iam", "ListUsers",
        Permission.Granted("iam:user:list"),
        TrailRule.Organisation("List Users", "User"));

    public static async Task<Outcome<UsersResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var name = query.Text("name");
        var organisation = query.Text("domain_id");
        var enabled = ListFilters.Enabled(query);
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        Sql byName = ListFilters.Where("name", name), byOrganisation = ListFilters.Where("organisation_id", organisation), byEnabled = ListFilters.WhereEnabled(enabled);
        var users = await database.ReadAsync(session => session.QueryAsync($"SELECT {User.Columns} FROM iam_users WHERE 1 = 1{byName}{byOrganisation}{byEnabled} ORDER BY name, id", User.Read), call.Context.RequestAborted);
        return new UsersResponse([.. users.Select(user => user.ToBody(call))], IamLinks.ToList(call, "users"));
    }
}
