using Haneul.Kernel.Access;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>
/// Gives a secret to another owner: by the owner, or by who administers the installation when the owner cannot manage it any more. Not by Project Admins: access control
/// would mean nothing to them (spec/secrets-and-kms.md 2.6; docs/adr/0018).
/// </summary>
internal static class TransferSecretOwner
{
    /// <summary>To give away secrets whose owner is gone.</summary>
    private static readonly Permission GiveOrphans = Permission.Granted("secrets-manager:owner:transfer");

    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "TransferSecretOwner",
        Permission.SignedIn("The secret's owner, while it may manage secrets; who administers the installation, once the owner may not."),
        TrailRule.Project(EventNames.FromOperationId("TransferSecretOwner"), "Secret"),
        SecretErrors.UnknownSecret,
        CatalogueErrors.NotOwner,
        CatalogueErrors.OwnerPresent,
        CatalogueErrors.RevisionPassed,
        AllowListErrors.MembersUnseen);

    public static async ValueTask<Outcome<SecretOwnerResponse>> HandleAsync(
        string secretId, Call call, JsonBody body, QueryFields query, SecretEdits edits, ISubjects subjects)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (call.Caller.ProjectId is null || !(call.Caller.May(SecretPermissions.Manage) || call.Caller.May(GiveOrphans)))
        {
            return CommonErrors.Forbidden.With(Operation.OperationId);
        }

        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        return await edits.ChangeAsync<SecretOwnerResponse>(
            call,
            secretId,
            (transaction, old) => RefuseAsync(transaction, call, old, request.UserId, subjects),
            async (transaction, old) =>
            {
                var holders = await subjects.HoldersAsync(transaction, call.ProjectId, SecretPermissions.Manage);
                if (holders.FirstOrDefault(holder => holder.Id == request.UserId) is not { } owner)
                {
                    return Error.FromProblems([new("owner.user_id", "must be a user or service account that may manage secrets of the project")]);
                }

                call.Trail.AddFact("previous_owner", old.OwnerId);
                call.Trail.AddFact("owner", owner.Id);
                // An owner is allowed without being on the list.
                await AllowLists.RemoveAsync(transaction, new ListedResource(SecretsManagerModule.Id, call.ProjectId, old.Id, owner.Id), [owner.Id]);
                return old with { OwnerId = owner.Id, OwnerName = owner.Name };
            },
            static changed => new SecretOwnerResponse(new SecretOwner(changed.OwnerId, changed.OwnerName!)));
    }

    private static async ValueTask<Error?> RefuseAsync(ITransaction transaction, Call call, CatalogueRow secret, string newOwnerId, ISubjects subjects)
    {
        var caller = call.Caller;
        if (!(secret.OwnerId == caller.UserId && caller.May(SecretPermissions.Manage)))
        {
            if (!caller.May(GiveOrphans))
            {
                return CatalogueErrors.NotOwner;
            }

            if ((await subjects.HoldersAsync(transaction, call.ProjectId, SecretPermissions.Manage)).Any(holder => holder.Id == secret.OwnerId))
            {
                return CatalogueErrors.OwnerPresent;
            }
        }

        return AllowListAnswers.RefuseNaming(caller, [newOwnerId], "owner.user_id");
    }

    private sealed record Request(string UserId)
    {
        public static readonly Func<JsonFields, Request> Read = static body => new(body.RequiredObject("owner")?.RequiredString("user_id") ?? "");
    }
}
