using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>What the server writes to <c>bootstrap.json</c> on its first start. A missing or an unknown field is an exception.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BootstrapFile(
    string Url,
    string Region,
    string DomainId,
    string DomainName,
    string ProjectId,
    string ProjectName,
    string UserId,
    string UserName,
    string Password,
    string AccessKeyId,
    string AccessKeyName,
    string AccessKeySecret)
{
    private static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads the file in a data folder.</summary>
    public static BootstrapFile Read(string dataFolder) =>
        JsonSerializer.Deserialize<BootstrapFile>(File.ReadAllText(Path.Combine(dataFolder, "bootstrap.json")), Wire)
        ?? throw new InvalidDataException("bootstrap.json holds null");
}
