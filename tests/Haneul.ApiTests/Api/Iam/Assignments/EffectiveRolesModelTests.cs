using Haneul.ApiTests.Infrastructure;
using Haneul.Security.Iam.Roles;

namespace Haneul.ApiTests.Api.Iam.Assignments;

/// <summary>
/// The roles that a user comes to, computed by the statements of the product, against a model that walks everything: random trees of projects, groups, inherited grants and
/// implications. The list of effective assignments must say the same.
/// </summary>
public sealed class EffectiveRolesModelTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly IamRows _rows = new(fixture);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task What_the_statements_say_is_what_the_model_says(int seed)
    {
        var model = await Model.CreateAsync(_rows, new Dice(seed));
        var roles = await _rows.Database.ReadAsync(session => RoleDirectory.ReadAsync(session, epoch: 0));
        foreach (var user in model.Users)
        {
            var listed = await ListAsync(user);
            foreach (var project in model.Projects.Keys)
            {
                var expected = model.OnProject(user, project);
                var given = await _rows.Database.ReadAsync(session => EffectiveRoles.OnProjectAsync(session, user, project));
                Assert.Equal(expected, roles.Expand(given, RoleScope.Project).Select(role => role.Id).Where(model.Roles.ContainsKey).Order(StringComparer.Ordinal));
                Assert.Equal(expected, listed.Where(each => each.Target == project).Select(each => each.Role).Distinct().Order(StringComparer.Ordinal));
                Assert.Equal(expected, (await ListAsync(user, $"&scope.project.id={project}")).Select(each => each.Role).Distinct().Order(StringComparer.Ordinal));
            }

            foreach (var organisation in model.Organisations)
            {
                var expected = model.OnDomain(user, organisation);
                var given = await _rows.Database.ReadAsync(session => EffectiveRoles.OnDomainAsync(session, user, organisation));
                Assert.Equal(expected, roles.Expand(given, RoleScope.Domain).Select(role => role.Id).Order(StringComparer.Ordinal));
                Assert.Equal(expected, listed.Where(each => each.Target == organisation).Select(each => each.Role).Distinct().Order(StringComparer.Ordinal));
            }
        }
    }

    private async Task<List<(string Target, string Role)>> ListAsync(string user, string more = "")
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"/identity/v3/role_assignments?user.id={user}&effective{more}", await fixture.AdminTokenAsync());
        Assert.Equal(200, status);
        return
        [
            .. body.GetProperty("role_assignments").EnumerateArray().Select(each =>
                (each.GetProperty("scope").EnumerateObject().First().Value.GetProperty("id").GetString()!, each.GetProperty("role").GetProperty("id").GetString()!)),
        ];
    }

    /// <summary>Numbers that are the same at every run.</summary>
    private sealed class Dice(int seed)
    {
        private uint _state = (uint)(seed * 2654435761);

        public int Next(int below)
        {
            _state = (_state * 1664525) + 1013904223;
            return (int)((_state >> 8) % (uint)below);
        }

        public T Of<T>(IReadOnlyList<T> all) => all[Next(all.Count)];
    }

    private sealed class Model
    {
        private readonly List<(string Actor, string Target, string Role, bool Inherited)> _grants = [];
        private readonly Dictionary<string, List<string>> _members = [];
        private readonly List<(string Prior, string Implied)> _implications = [];

        public List<string> Organisations { get; } = [];

        /// <summary>Every project with its organisation and parent.</summary>
        public Dictionary<string, (string Organisation, string? Parent)> Projects { get; } = [];

        public List<string> Users { get; } = [];

        /// <summary>Every role with its organisation.</summary>
        public Dictionary<string, string?> Roles { get; } = [];

        public static async Task<Model> CreateAsync(IamRows rows, Dice dice)
        {
            var model = new Model();
            for (var index = 0; index < 2; index++)
            {
                model.Organisations.Add(await rows.OrganisationAsync());
            }

            for (var index = 0; index < 8; index++)
            {
                var organisation = dice.Of(model.Organisations);
                var above = model.Projects.Where(project => project.Value.Organisation == organisation).Select(project => project.Key).ToList();
                var parent = above.Count > 0 && dice.Next(3) > 0 ? dice.Of(above) : null;
                model.Projects.Add(await rows.ProjectAsync(organisation, parent), (organisation, parent));
            }

            for (var index = 0; index < 3; index++)
            {
                model.Users.Add(await rows.UserAsync(dice.Of(model.Organisations)));
            }

            for (var index = 0; index < 3; index++)
            {
                var members = model.Users.Where(_ => dice.Next(2) == 0).ToList();
                model._members.Add(await rows.GroupAsync(dice.Of(model.Organisations), [.. members]), members);
            }

            for (var index = 0; index < 6; index++)
            {
                var organisation = dice.Next(5) == 0 ? dice.Of(model.Organisations) : null;
                model.Roles.Add(await rows.RoleAsync(organisation), organisation);
            }

            string[] roles = [.. model.Roles.Keys];
            for (var index = 0; index < 5; index++)
            {
                var (prior, implied) = (dice.Of(roles), dice.Of(roles));
                model._implications.Add((prior, implied));
                await rows.ImplyAsync(prior, implied);
            }

            string[] groups = [.. model._members.Keys];
            string[] projects = [.. model.Projects.Keys];
            for (var index = 0; index < 14; index++)
            {
                var (isGroup, isDomain, role, inherited) = (dice.Next(2) == 0, dice.Next(2) == 0, dice.Of(roles), dice.Next(2) == 0);
                var (actor, target) = (isGroup ? dice.Of(groups) : dice.Of(model.Users), isDomain ? dice.Of(model.Organisations) : dice.Of(projects));
                model._grants.Add((actor, target, role, inherited));
                await rows.AssignAsync(isGroup ? "group" : "user", actor, isDomain ? "domain" : "project", target, role, inherited);
            }

            return model;
        }

        public IEnumerable<string> OnProject(string user, string project)
        {
            var above = new HashSet<string> { Projects[project].Organisation };
            for (var parent = Projects[project].Parent; parent is not null; parent = Projects[parent].Parent)
            {
                above.Add(parent);
            }

            return Of(user, grant => grant.Inherited ? above.Contains(grant.Target) : grant.Target == project);
        }

        public IEnumerable<string> OnDomain(string user, string organisation) => Of(user, grant => !grant.Inherited && grant.Target == organisation);

        private IEnumerable<string> Of(string user, Func<(string Actor, string Target, string Role, bool Inherited), bool> reaches)
        {
            var held = _grants.Where(grant => (grant.Actor == user || (_members.TryGetValue(grant.Actor, out var members) && members.Contains(user))) && reaches(grant))
                .Select(grant => grant.Role).ToHashSet();
            for (var before = -1; before != held.Count;)
            {
                before = held.Count;
                held.UnionWith(_implications.Where(each => held.Contains(each.Prior)).Select(each => each.Implied).ToList());
            }

            return held.Where(role => Roles[role] is null).Order(StringComparer.Ordinal);
        }
    }
}
