using System.Text.Json;
using Haneul.Kernel.Crypto;

namespace Haneul.Server.Start;

/// <summary>What the first start made, for the person or job that will use it (decisions.md 4). Field names are the file's contract.</summary>
internal sealed record BootstrapFile(
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
    /// <summary>Name of the file in the data folder.</summary>
    public const string Name = "bootstrap.json";

    /// <summary>Writes it readable by its owner alone, whole or not at all.</summary>
    public void Write(string dataFolder)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("url"u8, Url);
            json.WriteString("region"u8, Region);
            json.WriteString("domain_id"u8, DomainId);
            json.WriteString("domain_name"u8, DomainName);
            json.WriteString("project_id"u8, ProjectId);
            json.WriteString("project_name"u8, ProjectName);
            json.WriteString("user_id"u8, UserId);
            json.WriteString("user_name"u8, UserName);
            json.WriteString("password"u8, Password);
            json.WriteString("access_key_id"u8, AccessKeyId);
            json.WriteString("access_key_name"u8, AccessKeyName);
            json.WriteString("access_key_secret"u8, AccessKeySecret);
            json.WriteEndObject();
        }

        PrivateFile.Replace(Path.Combine(dataFolder, Name), buffer.ToArray());
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}
