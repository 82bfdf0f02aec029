using FsCheck;
using FsCheck.Fluent;
using Haneul.Security.Iam.Roles;

namespace Haneul.UnitTests.Iam;

public sealed class EffectiveRolesTests
{
    private static readonly RoleSet Roles = TableRoles.With([]);

    [Theory]
    [InlineData("project_admin", "project_admin project_member project_reader", "project_admin project_member project_reader", "project_admin project_member project_reader")]
    [InlineData("project_member", "project_admin project_member project_reader", "project_admin project_member project_reader", "project_member project_reader")]
    [InlineData("project_admin", "project_reader", "project_admin project_member project_reader", "project_reader")]
    [InlineData("project_admin", "project_admin project_member project_reader", "project_member project_reader", "project_member project_reader")]
    [InlineData("", "project_admin", "project_admin", "")]
    [InlineData("kms_manager", "project_admin project_member project_reader", "project_admin project_member project_reader", "")]
    public void A_token_acts_with_what_it_had_at_every_time(string now, string atIssue, string ofKey, string effective) =>
        Assert.Equal(Ids(effective), EffectiveRoles.Intersect(Roles, RoleScope.Project, Ids(now), Ids(atIssue), Ids(ofKey)).Select(role => role.Id));

    [Fact]
    public void Nothing_is_ever_gained()
    {
        var some = Gen.Elements(RoleTable.All.Select(role => "id-" + role.Name).ToArray()).ListOf();
        var all =
            from now in some
            from atIssue in some
            from ofKey in some
            select (now, atIssue, ofKey);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(all.ToArbitrary(), sets =>
        {
            var effective = EffectiveRoles.Intersect(Roles, RoleScope.Project, sets.now, [.. sets.atIssue], [.. sets.ofKey]).Select(role => role.Id).ToArray();
            return effective.All(id => sets.atIssue.Contains(id) && sets.ofKey.Contains(id) && Roles.Expand(sets.now, RoleScope.Project).Any(role => role.Id == id));
        }));
    }

    private static string[] Ids(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => "id-" + name)];
}
