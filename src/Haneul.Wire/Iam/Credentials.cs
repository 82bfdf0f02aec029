using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A credential with what it holds.</summary>
public sealed record CredentialBody(string Id, string UserId, string? ProjectId, string Type, string Blob, SelfLink Links)
{
    /// <summary>Never shows the blob.</summary>
    public override string ToString() => $"{nameof(CredentialBody)} {Id}";
}

/// <summary>Answer of CreateCredential, GetCredential and UpdateCredential.</summary>
public sealed record CredentialResponse(CredentialBody Credential);

/// <summary>Answer of ListCredentials.</summary>
public sealed record CredentialsResponse(IReadOnlyList<CredentialBody> Credentials, ListLinks Links);

/// <summary>An EC2 (S3) key with its secret.</summary>
public sealed record Ec2CredentialBody(string UserId, string TenantId, string Access, string Secret, string? TrustId, SelfLink Links)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"{nameof(Ec2CredentialBody)} {Access}";
}

/// <summary>Answer of CreateEc2Credential and GetEc2Credential.</summary>
public sealed record Ec2CredentialResponse(Ec2CredentialBody Credential);

/// <summary>Answer of ListEc2Credentials.</summary>
public sealed record Ec2CredentialsResponse(IReadOnlyList<Ec2CredentialBody> Credentials, ListLinks Links);

/// <summary>JSON metadata of credentials. Keystone writes nulls.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CredentialResponse))]
[JsonSerializable(typeof(CredentialsResponse))]
[JsonSerializable(typeof(Ec2CredentialResponse))]
[JsonSerializable(typeof(Ec2CredentialsResponse))]
[JsonSerializable(typeof(Dictionary<string, string>))]
public sealed partial class CredentialsJson : JsonSerializerContext;
