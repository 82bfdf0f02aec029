using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Secrets;

/// <summary>What a request says of a new secret beside its value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">Its description.</param>
/// <param name="KmsKeyId">The user key that is to protect it; null for the service key.</param>
/// <param name="IsAccessControlEnabled">Whether it has a list of allowed subjects.</param>
/// <param name="AccessTargetIds">Who is on it.</param>
internal sealed record SecretFields(string Name, string? Description, string? KmsKeyId, bool IsAccessControlEnabled, IReadOnlyList<string> AccessTargetIds)
{
    /// <summary>What stands in for fields that could not be read.</summary>
    public static readonly SecretFields None = new("", null, null, false, []);

    /// <summary>Reads the fields of the object of the secret.</summary>
    public static SecretFields Read(JsonFields secret)
    {
        var isEnabled = secret.OptionalBoolean("is_access_control_enabled") ?? false;
        var targets = AllowListAnswers.ReadIds(secret, "access_target_ids") ?? [];
        if (targets.Count > 0 && !isEnabled)
        {
            // A list without access control would protect nothing, though its creator believes so.
            secret.AddProblem("access_target_ids", "needs is_access_control_enabled to be true");
        }

        return new(
            ResourceText.ReadName(secret, "name"),
            ResourceText.ReadDescription(secret, "description"),
            secret.OptionalString("kms_key_id", minLength: 1),
            isEnabled,
            targets);
    }
}
