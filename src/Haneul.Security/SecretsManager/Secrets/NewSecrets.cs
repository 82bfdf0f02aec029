using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Secrets;

/// <summary>A secret that is to be stored, with its first version.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">Its description.</param>
/// <param name="Key">The user key; null for the service key.</param>
/// <param name="Value">The first value, enclosed.</param>
/// <param name="IsAccessControlEnabled">Whether it has a list of allowed subjects.</param>
/// <param name="AccessTargetIds">Who is on it, as the request names them.</param>
internal sealed record NewSecret(
    string Id, string Name, string? Description, ProtectionKey? Key, SealedValue Value, bool IsAccessControlEnabled, IReadOnlyList<string> AccessTargetIds);

/// <summary>Stores new secrets.</summary>
internal sealed class NewSecrets(
    IDatabase database, IProtectionKeys keys, SecretValues values, AllowLists allowLists, SecretAccess access, SecretObservers observers, IdGenerator ids)
{
    private const string AccessTargetsField = "secret.access_target_ids";

    /// <summary>Creates a secret with its first version. The caller of this method keeps the value and wipes it.</summary>
    public async ValueTask<Outcome<SecretResponse>> CreateAsync(Call call, SecretFields fields, SecretBuffer value)
    {
        call.Trail.ResourceName = fields.Name;
        if (AllowListAnswers.RefuseNaming(call.Caller, fields.AccessTargetIds, AccessTargetsField) is { } unseen)
        {
            return unseen;
        }

        ProtectionKey? key = null;
        if (fields.KmsKeyId is not null)
        {
            var usable = await keys.FindAsync(call, fields.KmsKeyId, "secret.kms_key_id");
            if (usable.Error is { } unusable)
            {
                return unusable;
            }

            key = usable.Value;
        }

        var id = ids.NewUuid();
        var sealedValue = await values.SealAsync(call, id, version: 1, key, value);
        if (sealedValue.Error is { } notSealed)
        {
            return notSealed;
        }

        var secret = new NewSecret(id, fields.Name, fields.Description, key, sealedValue.Value, fields.IsAccessControlEnabled, fields.AccessTargetIds);
        return await call.WriteAsync(database, transaction => StoreAsync(transaction, call, secret));
    }

    /// <summary>Stores a secret, its first version and its list in one transaction. The creator owns it.</summary>
    public async ValueTask<Outcome<SecretResponse>> StoreAsync(ITransaction transaction, Call call, NewSecret secret)
    {
        if (secret.Key is { } key && !await keys.HoldAsync(transaction, call.ProjectId, key.Id))
        {
            return SecretErrors.KeyGone;
        }

        var now = UnixTime.ToMicroseconds(call.Now);
        var caller = call.Caller;
        var added = await transaction.ExecuteAsync(
            $"""
            INSERT INTO secrets_secrets
                (project_id, id, name, description, default_version, version_count, active_version_count, created_at, created_by, owner_id,
                kms_key_id, kms_key_name, is_access_control_enabled, changed_at, changed_by)
            VALUES ({call.ProjectId}, {secret.Id}, {secret.Name}, {secret.Description}, 1, 1, 1, {now}, {caller.UserName}, {caller.UserId},
                {secret.Key?.Id}, {secret.Key?.Name}, {secret.IsAccessControlEnabled}, {now}, {caller.UserName})
            ON CONFLICT (project_id, name) DO NOTHING
            """);
        if (added == 0)
        {
            return SecretErrors.NameTaken;
        }

        await SecretValues.StoreAsync(transaction, call.ProjectId, secret.Id, version: 1, secret.Key, secret.Value, now);
        if (await AddSubjectsAsync(transaction, call, secret, now) is { } unknown)
        {
            return unknown;
        }

        await observers.TellAsync(transaction, call, new SecretChange(call.ProjectId, secret.Id, secret.Name, SecretChangeKinds.Created, Version: 1));
        call.Trail.ResourceId = secret.Id;
        call.Trail.AddFact("version", "1");
        var answer = await SecretReading.ReadAsync(transaction, access, call, secret.Id);
        return Outcome.Created(new SecretResponse(answer!));
    }

    /// <summary>Unlike a later change of the list, a creation with a subject that is not there fails: its answer has no place for results.</summary>
    private async ValueTask<Error?> AddSubjectsAsync(ITransaction transaction, Call call, NewSecret secret, long now)
    {
        if (secret.AccessTargetIds.Count == 0)
        {
            return null;
        }

        var resource = new ListedResource(SecretsManagerModule.Id, call.ProjectId, secret.Id, call.Caller.UserId);
        var results = await allowLists.AddAsync(transaction, resource, secret.AccessTargetIds, call.Caller.UserName, now);
        var problems = results.Select(static (result, index) => (result, index)).Where(static each => each.result.Outcome == AllowListOutcome.UnknownSubject)
            .Select(static each => new FieldProblem($"{AccessTargetsField}[{each.index}]", "is no user or group with a role in the project, and no service account of it"))
            .ToList();
        if (problems.Count > 0)
        {
            return Error.FromProblems(problems);
        }

        AllowListAnswers.Tell(call.Trail, results);
        return null;
    }
}
