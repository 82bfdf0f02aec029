using System.Text.Json;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Credentials;

/// <summary>What a request to change a credential asks for. Whose it is, for which project and of what type is settled at its creation; clients may send it unchanged.</summary>
internal sealed record ChangedCredential(string? Blob, string? Type, string? UserId, string? ProjectId, bool HasNoProject)
{
    /// <summary>Reads the body.</summary>
    public static ChangedCredential Read(JsonFields body)
    {
        if (body.RequiredObject("credential") is not { } credential)
        {
            return new(null, null, null, null, HasNoProject: false);
        }

        if (credential.Has("blob") && credential.RequiredValue("blob") is { ValueKind: JsonValueKind.Null })
        {
            credential.AddProblem("blob", "must not be null");
        }

        var projectId = credential.OptionalString("project_id", 1, 64);
        return new(
            credential.OptionalString("blob", 1, NewCredential.LongestBlob),
            credential.OptionalString("type", 1),
            credential.OptionalString("user_id", 1, 64),
            projectId,
            HasNoProject: credential.Has("project_id") && projectId is null);
    }

    /// <summary>400 naming everything that would change and may not: owner, project and type, and of an EC2 key the access id, from which its id follows.</summary>
    public Error? Refuse(Credential credential, string kept)
    {
        var problems = new List<FieldProblem>();
        Compare("credential.type", Type, credential.Type);
        Compare("credential.user_id", UserId, credential.UserId);
        if (ProjectId is not null || HasNoProject)
        {
            Compare("credential.project_id", ProjectId ?? "", credential.ProjectId ?? "");
        }

        if (credential.IsEc2 && Blob is not null)
        {
            if (!Ec2Blob.TryRead(Blob, out var wanted, out var problem))
            {
                problems.Add(new("credential.blob", problem));
            }
            else if (!Ec2Blob.TryRead(kept, out var current, out _) || !string.Equals(wanted.Access, current.Access, StringComparison.Ordinal))
            {
                problems.Add(new("credential.blob", "must keep its access"));
            }
        }

        return problems.Count > 0 ? Error.FromProblems(problems) : null;

        void Compare(string path, string? wanted, string current)
        {
            if (wanted is not null && !string.Equals(wanted, current, StringComparison.Ordinal))
            {
                problems.Add(new(path, "can't be changed"));
            }
        }
    }

    /// <summary>Never shows the blob.</summary>
    public override string ToString() => nameof(ChangedCredential);
}
