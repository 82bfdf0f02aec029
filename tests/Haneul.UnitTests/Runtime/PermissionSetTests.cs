using Haneul.Kernel.Access;

namespace Haneul.UnitTests.Runtime;

public sealed class PermissionSetTests
{
    [Fact]
    public void A_set_holds_what_it_was_made_of_and_nothing_else()
    {
        var all = Enumerable.Range(0, 400).Select(number => Permission.Granted($"test:permission:{number}")).ToList();
        var held = all.Where((_, index) => index % 3 == 0).ToList();
        var set = new PermissionSet(held);

        Assert.All(all, permission => Assert.Equal(held.Contains(permission), set.Contains(permission)));
    }

    [Fact]
    public void Equal_names_are_one_permission() => Assert.Same(Permission.Granted("test:same"), Permission.Granted("test:same"));

    [Fact]
    public void No_set_holds_a_permission_that_roles_do_not_decide() =>
        Assert.False(new PermissionSet([Permission.Granted("test:first")]).Contains(Permission.SignedIn("rule")));
}
