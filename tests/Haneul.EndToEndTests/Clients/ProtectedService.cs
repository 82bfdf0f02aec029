using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Haneul.EndToEndTests.Clients;

/// <summary>A service of somebody else's that lets the stock auth_token middleware ask us who is calling (protected_service.py).</summary>
public sealed class ProtectedService : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly HttpClient _http;

    private ProtectedService(Process process, int port)
    {
        _process = process;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port).Uri };
    }

    /// <summary>Starts one whose own sign-in, to validate tokens, is the administrator's.</summary>
    /// <param name="fixture">The server that knows the callers.</param>
    /// <param name="serviceType">The type by which access rules name the service.</param>
    public static async Task<ProtectedService> StartAsync(ClientsFixture fixture, string serviceType)
    {
        var settings = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["auth_type"] = "v3password",
            ["auth_url"] = fixture.IdentityUrl,
            ["user_id"] = fixture.Bootstrap.UserId,
            ["password"] = fixture.Bootstrap.Password,
            ["project_id"] = fixture.Bootstrap.ProjectId,
            ["www_authenticate_uri"] = fixture.IdentityUrl,
            ["interface"] = "public",
            ["service_type"] = serviceType,
            ["token_cache_time"] = "-1", // What was revoked is to be refused at once.
        });
        var process = Process.Start(new ProcessStartInfo(Python.Path, [Python.Script("protected_service.py"), settings])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("The protected service did not start");
        var port = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience, TimeProvider.System);
        return new ProtectedService(process, int.Parse(port ?? throw new InvalidOperationException("The protected service ended"), CultureInfo.InvariantCulture));
    }

    /// <summary>Calls it with a token, or without for null; the body is empty unless it was let through.</summary>
    public async Task<(int Status, JsonElement Caller)> CallAsync(string? token, string path = "/anything", string method = "GET")
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        if (token is not null)
        {
            request.Headers.Add("X-Auth-Token", token);
        }

        using var response = await _http.SendAsync(request);
        var status = (int)response.StatusCode;
        return (status, status == 200 ? JsonElement.Parse(await response.Content.ReadAsStringAsync()) : default);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
