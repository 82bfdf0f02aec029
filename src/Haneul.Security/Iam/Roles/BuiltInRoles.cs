using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Roles;

/// <summary>Brings the roles of <see cref="RoleTable"/> and what they imply into the database: on the first start all of them, on a later one what a newer version knows more.</summary>
internal sealed class BuiltInRoles(IdGenerator ids, TimeProvider time)
{
    /// <summary>Whether the database has every role of the table.</summary>
#pragma warning disable CA1822 // Asked of the instance that would add them.
    public async ValueTask<bool> AreCompleteAsync(IDatabaseSession session)
    {
        var set = await RoleDirectory.ReadAsync(session, epoch: 0);
        return RoleTable.All.All(definition => set.FindByName(definition.Name) is { IsBuiltIn: true } role
            && definition.Implies.All(implied => set.ImpliedBy(role.Id).Any(found => found.Name == implied)));
    }
#pragma warning restore CA1822

    /// <summary>Adds what is missing. Roles of the table are immutable: what they are called decides what they may do.</summary>
    /// <exception cref="StorageRefusedException">Somebody has made a role of that name, which must not come by permissions in its sleep.</exception>
    public async ValueTask SeedAsync(ITransaction transaction)
    {
        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        var before = await RoleDirectory.ReadAsync(transaction, epoch: 0);
        foreach (var definition in RoleTable.All)
        {
            switch (before.FindByName(definition.Name))
            {
                case null:
                    var role = new Role(ids.NewHexId(), definition.Name, definition.Description, OrganisationId: null, IsBuiltIn: true, new ResourceOptions(IsImmutable: true), Extra: null);
                    await Role.InsertAsync(transaction, role, now);
                    break;
                case { IsBuiltIn: false }:
                    throw new StorageRefusedException($"A role called '{definition.Name}' was made by hand, and this version has a built-in role of that name. Rename or delete it with the version before.");
            }
        }

        var roles = await RoleDirectory.ReadAsync(transaction, epoch: 0);
        foreach (var (prior, implied) in RoleTable.All.SelectMany(static definition => definition.Implies.Select(implied => (definition.Name, implied))))
        {
            await transaction.ExecuteAsync($"""
                INSERT INTO iam_role_implications (prior_id, implied_id) VALUES ({roles.FindByName(prior)!.Id}, {roles.FindByName(implied)!.Id}) ON CONFLICT DO NOTHING
                """);
        }
    }
}
