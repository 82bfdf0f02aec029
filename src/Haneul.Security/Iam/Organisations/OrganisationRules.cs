using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.Organisations;

/// <summary>How organisations are made and changed, whether they are addressed as domains or as projects.</summary>
internal static class OrganisationRules
{
    // Keystone keeps the name for the users of identity providers.
    private const string Reserved = "Federated";

    /// <summary>400 for a name that no organisation may have; null otherwise.</summary>
    public static Error? RefuseName(string member, string? name) => string.Equals(name, Reserved, StringComparison.OrdinalIgnoreCase)
        ? CommonErrors.InvalidRequest.With($"{member}.name: must not be '{Reserved}'")
        : null;

    /// <summary>Keeps a new organisation.</summary>
    public static async ValueTask<Outcome<Organisation>> CreateAsync(ITransaction transaction, Call call, string id, OrganisationFields wanted)
    {
        var organisation = new Organisation(id, wanted.Name!, wanted.Description ?? "", wanted.IsEnabled ?? true, wanted.Tags ?? "")
        {
            Options = wanted.Options ?? ResourceOptions.None,
            Extra = wanted.Extra,
        };
        if (!await Organisation.InsertAsync(transaction, organisation, UnixTime.ToMicroseconds(call.Now)))
        {
            return OrganisationErrors.NameTaken;
        }

        call.Trail.ResourceId = id;
        call.Trail.DomainId = id;
        return organisation;
    }

    /// <summary>
    /// Changes an organisation. Whether its projects are enabled does not matter: with a disabled organisation they all are disabled, and so are the tokens of its users.
    /// </summary>
    public static async ValueTask<Outcome<Organisation>> UpdateAsync(ITransaction transaction, Call call, string id, OrganisationFields wanted)
    {
        if (await Organisation.FindAsync(transaction, id) is not { } old)
        {
            return OrganisationErrors.NotFound.With(ShownText.Cut(id));
        }

        if (old.Options.IsImmutable is true && !wanted.OnlyUnlocks)
        {
            return OrganisationErrors.Immutable.With(id);
        }

        var organisation = old with
        {
            Name = wanted.Name ?? old.Name,
            Description = wanted.Description ?? old.Description,
            IsEnabled = wanted.IsEnabled ?? old.IsEnabled,
            Tags = wanted.Tags ?? old.Tags,
            Options = wanted.Options ?? old.Options,
            Extra = ExtraAttributes.Merge(old.Extra, wanted.Extra),
        };
        call.Trail.ResourceName = organisation.Name;
        call.Trail.DomainId = id;
        if (!await Organisation.UpdateAsync(transaction, organisation))
        {
            return OrganisationErrors.NameTaken;
        }

        if (!old.IsEnabled || organisation.IsEnabled)
        {
            return organisation;
        }

        await TokenStore.DeleteOfOrganisationAsync(transaction, id);
        return await Administrators.RefuseNoneAsync(transaction) is { } refused ? refused : organisation;
    }
}
