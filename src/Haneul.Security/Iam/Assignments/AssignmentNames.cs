using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Assignments;

/// <summary>What the lines of a list speak of, on the wire: ids alone, or with names where they are asked for.</summary>
internal sealed class AssignmentNames
{
    /// <summary>Ids alone.</summary>
    public static AssignmentNames None { get; } = new();

    private readonly Dictionary<string, AssignmentReference> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssignmentReference> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssignmentReference> _projects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssignmentReference> _domains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssignmentReference> _roles = new(StringComparer.Ordinal);

    /// <summary>Looks up the names that the lines need, with one statement for each kind of thing.</summary>
    public static async ValueTask<AssignmentNames> ReadAsync(IDatabaseSession session, RoleSet roles, IReadOnlyList<AssignmentEntry> entries)
    {
        var names = new AssignmentNames();
        var users = Distinct(entries.Select(static entry => entry.UserId));
        var groups = Distinct(entries.Where(static entry => entry.UserId is null).Select(static entry => entry.Row.ActorId));
        var projects = Distinct(entries.Where(static entry => entry.TargetType == GrantPath.Project).Select(static entry => entry.TargetId));
        var domains = Distinct(entries.Where(static entry => entry.TargetType == GrantPath.Domain).Select(static entry => entry.TargetId));
        await AddAsync(names._users, users, ids => $"SELECT a.id, a.name, o.id, o.name FROM iam_users a JOIN iam_organisations o ON o.id = a.organisation_id WHERE a.id IN ({ids})");
        await AddAsync(names._groups, groups, ids => $"SELECT a.id, a.name, o.id, o.name FROM iam_groups a JOIN iam_organisations o ON o.id = a.organisation_id WHERE a.id IN ({ids})");
        await AddAsync(names._projects, projects, ids => $"SELECT a.id, a.name, o.id, o.name FROM iam_projects a JOIN iam_organisations o ON o.id = a.organisation_id WHERE a.id IN ({ids})");
        await AddAsync(names._domains, domains, ids => $"SELECT id, name, NULL, NULL FROM iam_organisations WHERE id IN ({ids})");

        // Only a role of an organisation is shown with it, as Keystone does.
        var ofOrganisations = Distinct(entries.Select(entry => roles.FindById(entry.RoleId)?.OrganisationId));
        var organisations = new Dictionary<string, AssignmentReference>(StringComparer.Ordinal);
        await AddAsync(organisations, ofOrganisations, ids => $"SELECT id, name, NULL, NULL FROM iam_organisations WHERE id IN ({ids})");
        foreach (var role in entries.Select(entry => roles.FindById(entry.RoleId)).OfType<Role>().DistinctBy(static role => role.Id, StringComparer.Ordinal))
        {
            names._roles[role.Id] = new AssignmentReference(role.Id, role.Name, role.OrganisationId is { } organisation ? Find(organisations, organisation) : null);
        }

        return names;

        async ValueTask AddAsync(Dictionary<string, AssignmentReference> into, List<string> ids, Func<Sql, Sql> select)
        {
            if (ids.Count == 0)
            {
                return;
            }

            Sql list = $"{ids[0]}";
            foreach (var id in ids.Skip(1))
            {
                list.AppendLiteral(", ");
                list.AppendFormatted(id);
            }

            var rows = await session.QueryAsync(select(list), static row => new AssignmentReference(
                row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : new AssignmentReference(row.GetString(2), row.GetString(3))));
            rows.ForEach(reference => into[reference.Id] = reference);
        }
    }

    public AssignmentReference OfUser(string id) => Find(_users, id);

    public AssignmentReference OfGroup(string id) => Find(_groups, id);

    public AssignmentReference OfProject(string id) => Find(_projects, id);

    public AssignmentReference OfDomain(string id) => Find(_domains, id);

    public AssignmentReference OfRole(string id) => Find(_roles, id);

    private static AssignmentReference Find(Dictionary<string, AssignmentReference> names, string id) => names.GetValueOrDefault(id) ?? new AssignmentReference(id);

    private static List<string> Distinct(IEnumerable<string?> ids) => [.. ids.OfType<string>().Distinct(StringComparer.Ordinal)];
}
