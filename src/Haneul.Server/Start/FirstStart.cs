using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Kms;

namespace Haneul.Server.Start;

/// <summary>
/// Brings up the keys, and on a database without an organisation creates the first one (decisions.md 4). One transaction decides and does it,
/// under a lock that keeps other nodes out; bootstrap.json is on the disk before it commits, so that a crash leaves nothing or everything.
/// </summary>
internal sealed class FirstStart(IDatabase database, KmsStartup keys, FirstOrganisation organisation, BuiltInRoles roles, FirstPassword password, HaneulOptions options, ListenAddresses addresses)
{
    /// <summary>Opens the keys; returns what a first start created, null on any other start.</summary>
    /// <exception cref="StartRefusedException">The root key is missing or wrong, or credentials would be generated for all the world to guess at.</exception>
    public async Task<BootstrapFile?> RunAsync(string url, CancellationToken cancellation)
    {
        var opening = await OpenKeysAsync(cancellation);
        if (!opening.IsFirstStart)
        {
            if (!addresses.IsLoopbackOnly && await database.ReadAsync(FirstOrganisation.HasGeneratedCredentialsAsync, cancellation))
            {
                throw new StartRefusedException(
                    "The password or the access key in bootstrap.json was generated and is still in use: before the server listens where other machines reach it, change the first user's password and replace its access key.");
            }

            await SeedRolesAsync(cancellation);
            await password.ForgetReplacedAsync(database, cancellation);
            return null;
        }

        if (!addresses.IsLoopbackOnly && !options.Bootstrap.IsComplete)
        {
            throw new StartRefusedException(
                "The first start on an address that other machines reach must not generate credentials: set Haneul:Bootstrap:Password, AccessKeyId and AccessKeySecret (HANEUL__BOOTSTRAP__PASSWORD, …), or start once on loopback.");
        }

        var prepared = await organisation.PrepareAsync(options.Bootstrap, cancellation);
        var created = await database.WriteAsync(async transaction =>
        {
            await transaction.LockAsync("first-start");
            if (await organisation.ExistsAsync(transaction))
            {
                return null;
            }

            await keys.InitializeAsync(transaction);
            var account = await organisation.CreateAsync(transaction, prepared);
            var file = new BootstrapFile(
                url, options.Region, account.DomainId, account.DomainName, account.ProjectId, account.ProjectName, account.UserId, account.UserName,
                account.Password, account.AccessKeyId, account.AccessKeyName, account.AccessKeySecret);
            file.Write(options.DataDirectory);
            return file;
        }, cancellation);
        if (created is null)
        {
            // Another node was first; what it made is what this one uses.
            await OpenKeysAsync(cancellation);
        }

        return created;
    }

    // A newer version may know more roles than the one that was here first.
    private async Task SeedRolesAsync(CancellationToken cancellation)
    {
        if (await database.ReadAsync(roles.AreCompleteAsync, cancellation))
        {
            return;
        }

        await database.WriteAsync(async transaction =>
        {
            await transaction.LockAsync("built-in-roles");
            await roles.SeedAsync(transaction);
            return true;
        }, cancellation);
    }

    private async Task<KmsOpening> OpenKeysAsync(CancellationToken cancellation)
    {
        var opening = await keys.OpenAsync(cancellation);
        return opening.Refusal is { } refusal ? throw new StartRefusedException(refusal) : opening;
    }
}
