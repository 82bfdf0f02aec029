using Haneul.Kernel.Access;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Lists who can read the values of a secret now: by role, directly or through groups, and where access control is on by the list as well.</summary>
internal static class ListSecretReaders
{
    private const int MostShown = 1000;

    private static readonly Permission SeeMembers = Permission.Granted("iam:assignment:read");

    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ListSecretReaders",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListSecretReaders"), "Secret"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        CatalogueErrors.MembersUnseen);

    public static async ValueTask<Outcome<ListSecretReadersResponse>> HandleAsync(
        string secretId, Call call, QueryFields query, IDatabase database, AllowLists allowLists, ISubjects subjects)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<ListSecretReadersResponse>>(
            async session =>
            {
                var secret = await CatalogueRow.FindAsync(session, allowLists, call.Caller, call.ProjectId, secretId);
                if (secret is null)
                {
                    return SecretErrors.UnknownSecret;
                }

                call.Trail.ResourceName = secret.Name;
                if (!secret.IsAccessible)
                {
                    return SecretErrors.AccessDenied;
                }

                if (!call.Caller.May(SeeMembers))
                {
                    return CatalogueErrors.MembersUnseen;
                }

                var listed = secret.IsAccessControlEnabled ? await ListedAsync(session, call.ProjectId, secret, allowLists) : null;
                var holders = await subjects.HoldersAsync(session, call.ProjectId, SecretPermissions.ReadValue);
                var readers = holders.Where(holder => IsAllowed(holder, secret.OwnerId, listed)).ToList();
                return new ListSecretReadersResponse(
                    secret.IsAccessControlEnabled, readers.Count, [.. readers.Take(MostShown).Select(reader => ToReader(reader, secret.OwnerId, listed))]);
            },
            call.Context.RequestAborted);
    }

    private static async ValueTask<HashSet<string>> ListedAsync(IDatabaseSession session, string projectId, CatalogueRow secret, AllowLists allowLists) =>
        [.. (await allowLists.ListAsync(session, new ListedResource(SecretsManagerModule.Id, projectId, secret.Id, secret.OwnerId))).Select(static subject => subject.Id)];

    private static bool IsAllowed(PermissionHolder holder, string ownerId, HashSet<string>? listed) =>
        listed is null || holder.Id == ownerId || listed.Contains(holder.Id) || holder.Groups.Any(group => listed.Contains(group.Id));

    private static SecretReader ToReader(PermissionHolder holder, string ownerId, HashSet<string>? listed) => new(
        holder.Id,
        holder.Type,
        holder.Name,
        holder.Id == ownerId,
        [.. holder.Groups.Where(group => group.GivesPermission || listed?.Contains(group.Id) is true).Select(static group => new SecretReaderGroup(group.Id, group.Name))]);
}
