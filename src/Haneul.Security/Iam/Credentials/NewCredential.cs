using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Credentials;

/// <summary>What a request to keep a credential asks for.</summary>
internal sealed record NewCredential(string Blob, string Type, string? UserId, string? ProjectId)
{
    /// <summary>Longest blob, in characters.</summary>
    public const int LongestBlob = 32 * 1024;

    /// <summary>What an EC2 key's blob says; null for other types.</summary>
    public Ec2Blob? Ec2 { get; private init; }

    /// <summary>Reads the body.</summary>
    public static NewCredential Read(JsonFields body)
    {
        if (body.RequiredObject("credential") is not { } credential)
        {
            return new("", "", null, null);
        }

        var blob = credential.RequiredString("blob", 1, LongestBlob);
        var type = credential.RequiredString("type");
        var userId = credential.OptionalString("user_id", 1, 64);
        var projectId = credential.OptionalString("project_id", 1, 64);
        if (!string.Equals(type, Ec2Blob.Type, StringComparison.OrdinalIgnoreCase))
        {
            return new(blob, type, userId, projectId);
        }

        if (!credential.Has("project_id"))
        {
            credential.AddProblem("project_id", "is required for a credential of type ec2");
        }
        else if (projectId is null)
        {
            credential.AddProblem("project_id", "must name a project in a credential of type ec2");
        }

        if (!Ec2Blob.TryRead(blob, out var ec2, out var problem) && blob.Length > 0)
        {
            credential.AddProblem("blob", problem);
        }

        // One spelling: a key called EC2 must not pass by the limits of those called ec2.
        return new(blob, Ec2Blob.Type, userId, projectId) { Ec2 = ec2 };
    }

    /// <summary>Never shows the blob.</summary>
    public override string ToString() => nameof(NewCredential);
}
