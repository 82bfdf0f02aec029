using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>Hands a server a secret of every kind that it knows, by every way that there is, and remembers them.</summary>
internal sealed class PlantedSecrets(ServerProcess server) : IDisposable
{
    private const string Password = "canary-Passw0rd-41c2f08ab7";
    private const string BundlePassword = "canary-bundle-password-55f0d9";
    private readonly HttpClient _http = server.CreateClient();
    private readonly List<Canary> _canaries = [];
    private string? _token;

    /// <summary>What must not be found.</summary>
    public IReadOnlyList<Canary> Canaries => _canaries;

    /// <summary>A secret with one version.</summary>
    public string SecretId { get; private set; } = "";

    /// <summary>Keys by algorithm, each with one version.</summary>
    public Dictionary<string, string> KeyIds { get; } = new(StringComparer.Ordinal);

    /// <summary>Plants everything.</summary>
    public async Task PlantAsync()
    {
        await PlantCredentialsAsync();
        await PlantSecretsAsync();
        await PlantTransfersAsync();
        await PlantKeysAsync();
    }

    /// <summary>Calls what must succeed, and gives the body.</summary>
    public async Task<JsonElement> CallAsync(HttpMethod method, string path, string? json = null) => (await SendAsync(method, path, json)).Body;

    /// <summary>Signs in to a server that was started again.</summary>
    public async Task SignInAsync()
    {
        var bootstrap = server.ReadBootstrap();
        AddText("bootstrap password", bootstrap.Password);
        AddText("bootstrap access key", bootstrap.AccessKeySecret);
        _token = null;
        _token = (await SendAsync(HttpMethod.Post, "/identity/v3/auth/tokens", $$$$$"""
            {"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"{{{{{bootstrap.UserId}}}}}","password":"{{{{{bootstrap.Password}}}}}"}}},"scope":{"project":{"id":"{{{{{bootstrap.ProjectId}}}}}"}}}}
            """)).Token!;
        AddText("token", _token);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task PlantCredentialsAsync()
    {
        await SignInAsync();
        var bootstrap = server.ReadBootstrap();
        AddText("password", Password);
        await CallAsync(HttpMethod.Post, "/identity/v3/users", $$$"""{"user":{"name":"canary@example.org","domain_id":"{{{bootstrap.DomainId}}}","password":"{{{Password}}}"}}""");
        var key = (await CallAsync(HttpMethod.Post, $"/identity/v3/users/{bootstrap.UserId}/application_credentials", """{"application_credential":{"name":"canary"}}""")).GetProperty("application_credential");
        AddText("access key", key.GetProperty("secret").GetString()!);
        var s3 = (await CallAsync(HttpMethod.Post, $"/identity/v3/users/{bootstrap.UserId}/credentials/OS-EC2", $$$"""{"tenant_id":"{{{bootstrap.ProjectId}}}"}""")).GetProperty("credential");
        AddText("S3 key", s3.GetProperty("secret").GetString()!);
    }

    private async Task PlantSecretsAsync()
    {
        const string Text = "canary-text-7f3d9c51e2";
        const string InJson = "canary-json-90b1c2aa41";
        AddText("value", Text);
        AddText("value in JSON", InJson);
        SecretId = await CreateAsync("plain", $"\"{Text}\"");
        await CallAsync(HttpMethod.Get, $"/api/v1/secrets/{SecretId}/versions/value");
        var second = await CreateAsync("json", $$"""{"password":"{{InJson}}"}""");
        await CallAsync(HttpMethod.Post, $"/haneul/v1/secrets-manager/secrets/{second}/versions/1/restoration");
        await CallAsync(HttpMethod.Get, $"/haneul/v1/secrets-manager/secrets/{second}/versions/1/difference/2");
        await CallAsync(HttpMethod.Post, "/haneul/v1/secrets-manager/values", $$$"""{"values":{"secrets":[{"id":"{{{SecretId}}}"},{"id":"{{{second}}}"}]}}""");
        var generated = await CallAsync(HttpMethod.Post, "/haneul/v1/secrets-manager/secrets/generated", """{"secret":{"name":"generated","length":40,"show":true}}""");
        AddText("generated value", generated.GetProperty("generated").GetProperty("secret").GetString()!);
    }

    private async Task PlantTransfersAsync()
    {
        const string Imported = "canary-import-2b9e61d0f7";
        AddText("imported value", Imported);
        AddText("bundle password", BundlePassword);
        await CallAsync(HttpMethod.Post, "/haneul/v1/secrets-manager/imports", $$$"""{"import":{"format":"dotenv","content":"IMPORTED={{{Imported}}}\n"}}""");
        await CallAsync(HttpMethod.Post, "/haneul/v1/secrets-manager/exports", """{"export":{"format":"yaml"}}""");
        var bundle = await CallAsync(HttpMethod.Post, "/haneul/v1/secrets-manager/exports", $$$"""{"export":{"format":"bundle","password":"{{{BundlePassword}}}"}}""");
        var content = bundle.GetProperty("export").GetProperty("content").GetString();
        await CallAsync(
            HttpMethod.Post, "/haneul/v1/secrets-manager/imports",
            $$$"""{"import":{"format":"bundle","content":"{{{content}}}","password":"{{{BundlePassword}}}","on_collision":"rename"}}""");
    }

    private async Task PlantKeysAsync()
    {
        const string Plaintext = "canary-plaintext-c81f35e6d9";
        AddText("plaintext", Plaintext);
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Plaintext));
        var aes = await CreateKeyAsync("AES256-GCM96", "SYMMETRIC", "SYMMETRIC_ENCRYPT_DECRYPT");
        var ecdsa = await CreateKeyAsync("ECDSA-P256", "ASYMMETRIC", "DIGITAL_SIGNATURE");
        var hmac = await CreateKeyAsync("HMAC-256", "SYMMETRIC", "HMAC");
        var encrypted = await CallAsync(HttpMethod.Post, $"/kms/api/v1/keys/{aes}/encrypt", $$$"""{"encrypt":{"input":"{{{encoded}}}"}}""");
        await CallAsync(HttpMethod.Post, $"/kms/api/v1/keys/{aes}/decrypt", $$$"""{"decrypt":{"cipher_text":"{{{encrypted.GetProperty("encrypt").GetProperty("cipher_text").GetString()}}}"}}""");
        await CallAsync(HttpMethod.Post, $"/kms/api/v1/keys/{ecdsa}/sign", $$$"""{"sign":{"plain_text":"{{{encoded}}}"}}""");
        await CallAsync(HttpMethod.Post, $"/kms/api/v1/keys/{hmac}/hmac", $$$"""{"hmac":{"plain_text":"{{{Plaintext}}}"}}""");
        var dataKey = await CallAsync(HttpMethod.Post, $"/kms/api/v1/keys/{aes}/data-key");
        _canaries.Add(new Canary("data key", Convert.FromBase64String(dataKey.GetProperty("data_key").GetProperty("plain_text").GetString()!)));
    }

    private async Task<string> CreateAsync(string name, string valueJson) =>
        (await CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", $$$"""{"secret":{"name":"{{{name}}}","secret_data":{{{valueJson}}}}}""")).GetProperty("secret").GetProperty("id").GetString()!;

    private async Task<string> CreateKeyAsync(string algorithm, string type, string purpose)
    {
        var made = await CallAsync(
            HttpMethod.Post, "/kms/api/v1/keys",
            $$$"""{"key":{"name":"{{{algorithm}}}","type":"{{{type}}}","purpose":"{{{purpose}}}","algorithm":"{{{algorithm}}}","is_access_control_enabled":false}}""");
        return KeyIds[algorithm] = made.GetProperty("key").GetProperty("id").GetString()!;
    }

    private void AddText(string name, string text) => _canaries.AddRange(Canary.OfText(name, text));

    private async Task<(JsonElement Body, string? Token)> SendAsync(HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        if (_token is not null)
        {
            request.Headers.Add("X-Auth-Token", _token);
        }

        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return (text.Length == 0 ? default : JsonElement.Parse(text), response.Headers.TryGetValues("X-Subject-Token", out var values) ? values.Single() : null);
    }
}
