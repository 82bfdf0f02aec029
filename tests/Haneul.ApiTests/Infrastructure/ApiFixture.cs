using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Passwords;
using Haneul.Server;
using Haneul.Server.Start;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Infrastructure;

/// <summary>
/// The whole server on a real socket, a database of its own on the engine of this run, and a clock that the test moves. Tests speak plain HTTP to it.
/// Share one per test class with <c>IClassFixture&lt;ApiFixture&gt;</c>; tests that change the world make their own project with <see cref="CreateProjectAsync"/>.
/// </summary>
public class ApiFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _adminGate = new(1, 1);
    private RunningServer? _server;
    private TestDatabase? _database;
    private string? _adminToken;
    private DateTimeOffset _adminSince;
    private BootstrapFile? _bootstrap;

    /// <summary>The clock of the server.</summary>
    public ManualTimeProvider Time { get; } = new();

    /// <summary>Talks to the server without any header of its own.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Services inside the server, for tests that must look below the wire.</summary>
    public IServiceProvider Services => _server!.App.Services;

    /// <summary>What the first start created.</summary>
    internal BootstrapFile Bootstrap
    {
        get => _bootstrap!;
        init => _bootstrap = value;
    }

    /// <summary>Its database.</summary>
    public TestDatabase Database => _database!;

    /// <summary>Settings beside the defaults; overridden by fixtures that need others.</summary>
    protected virtual IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>();

    public virtual async ValueTask InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        await StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        // A fixture whose engine is not there was skipped before it had anything.
        if (_server is not null)
        {
            await StopAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _adminGate.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the server and starts another on the same data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>A token of the first access key: Project Admin in the first project.</summary>
    public Task<string> SignInAsync() => SignInAsync(Bootstrap.AccessKeyId, Bootstrap.AccessKeySecret);

    /// <summary>A token of an access key.</summary>
    public async Task<string> SignInAsync(string accessKeyId, string secret)
    {
        using var response = await SendAsync(HttpMethod.Post, "/identity/v3/auth/tokens", token: null, $$$$$"""
            {"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"{{{{{accessKeyId}}}}}","secret":"{{{{{secret}}}}}"}}}}
            """);
        return await TokenOfAsync(response);
    }

    /// <summary>A token by password for a project.</summary>
    public async Task<string> SignInWithPasswordAsync(string userId, string password, string projectId)
    {
        using var response = await SendAsync(HttpMethod.Post, "/identity/v3/auth/tokens", token: null, $$$$$"""
            {"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"{{{{{userId}}}}}","password":"{{{{{password}}}}}"}}},"scope":{"project":{"id":"{{{{{projectId}}}}}"}}}}
            """);
        return await TokenOfAsync(response);
    }

    /// <summary>The administrator's password token; signed in once, and again when a test has moved the clock by hours.</summary>
    public async Task<string> AdminTokenAsync()
    {
        await _adminGate.WaitAsync();
        try
        {
            if (_adminToken is null || Time.GetUtcNow() - _adminSince > TimeSpan.FromHours(6))
            {
                _adminSince = Time.GetUtcNow();
                _adminToken = await SignInWithPasswordAsync(Bootstrap.UserId, Bootstrap.Password, Bootstrap.ProjectId);
            }

            return _adminToken;
        }
        finally
        {
            _adminGate.Release();
        }
    }

    /// <summary>Sends a request with a token and a JSON body, either of them null for none.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Add("X-Auth-Token", token);
        }

        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await Http.SendAsync(request);
    }

    /// <summary>Sends a request and gives its status and body.</summary>
    public async Task<(int Status, JsonElement Body)> CallAsync(HttpMethod method, string path, string? token, string? json = null)
    {
        using var response = await SendAsync(method, path, token, json);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    /// <summary>Makes a project of its own.</summary>
    public async Task<string> CreateProjectAsync(string? name = null)
    {
        name ??= "project-" + Services.GetRequiredService<IdGenerator>().NewHexId();
        var (status, body) = await CallAsync(HttpMethod.Post, "/identity/v3/projects", await AdminTokenAsync(), $$$$$"""
            {"project":{"name":"{{{{{name}}}}}","domain_id":"{{{{{Bootstrap.DomainId}}}}}"}}
            """);
        Assert.Equal(201, status);
        return body.GetProperty("project").GetProperty("id").GetString()!;
    }

    /// <summary>Makes a user with roles in a project and an access key that carries them.</summary>
    public async Task<Persona> CreatePersonaAsync(string projectId, params string[] roles)
    {
        var name = "user-" + Services.GetRequiredService<IdGenerator>().NewHexId();
        const string Password = "Passw0rd-of-a-test";
        var admin = await AdminTokenAsync();
        var (status, body) = await CallAsync(HttpMethod.Post, "/identity/v3/users", admin, $$$$$"""
            {"user":{"name":"{{{{{name}}}}}@example.org","domain_id":"{{{{{Bootstrap.DomainId}}}}}","password":"{{{{{Password}}}}}"}}
            """);
        Assert.Equal(201, status);
        var userId = body.GetProperty("user").GetProperty("id").GetString()!;
        foreach (var role in roles)
        {
            await AssignRoleAsync(projectId, userId, role);
        }

        var passwordToken = await SignInWithPasswordAsync(userId, Password, projectId);
        (status, body) = await CallAsync(HttpMethod.Post, $"/identity/v3/users/{userId}/application_credentials", passwordToken, """
            {"application_credential":{"name":"key"}}
            """);
        Assert.Equal(201, status);
        var key = body.GetProperty("application_credential");
        var keyId = key.GetProperty("id").GetString()!;
        var secret = key.GetProperty("secret").GetString()!;
        return new Persona(userId, $"{name}@example.org", Password, projectId, keyId, secret, await SignInAsync(keyId, secret));
    }

    /// <summary>
    /// Runs every job that is due by the clock of the server, and returns when none is and none runs: move <see cref="Time"/>, then call this.
    /// A job that fails waits for the clock before it is tried again.
    /// </summary>
    public Task RunDueJobsAsync() => Services.GetRequiredService<JobWorker>().RunDueAsync(TestContext.Current.CancellationToken);

    /// <summary>Gives a user a role in a project.</summary>
    public async Task AssignRoleAsync(string projectId, string userId, string role)
    {
        var (status, _) = await CallAsync(HttpMethod.Put, $"/identity/v3/projects/{projectId}/users/{userId}/roles/{await RoleIdAsync(role)}", await AdminTokenAsync());
        Assert.Equal(204, status);
    }

    /// <summary>Takes a role in a project from a user.</summary>
    public async Task UnassignRoleAsync(string projectId, string userId, string role)
    {
        var (status, _) = await CallAsync(HttpMethod.Delete, $"/identity/v3/projects/{projectId}/users/{userId}/roles/{await RoleIdAsync(role)}", await AdminTokenAsync());
        Assert.Equal(204, status);
    }

    /// <summary>The id of a role.</summary>
    public async Task<string> RoleIdAsync(string role)
    {
        var (status, body) = await CallAsync(HttpMethod.Get, $"/identity/v3/roles?name={role}", await AdminTokenAsync());
        Assert.Equal(200, status);
        return Assert.Single(body.GetProperty("roles").EnumerateArray()).GetProperty("id").GetString()!;
    }

    private static async Task<string> TokenOfAsync(HttpResponseMessage response)
    {
        Assert.True((int)response.StatusCode == 201, await response.Content.ReadAsStringAsync());
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }

    private async Task StartAsync()
    {
        var settings = new Dictionary<string, string?>(ExtraSettings)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Haneul:DataDirectory"] = Database.DataFolder,
            ["Haneul:Database"] = Database.Setting,
        };
        settings.TryAdd("Haneul:AnonymousFailuresPerMinute", "1000000");
        settings.TryAdd("Logging:LogLevel:Default", "None"); // What tests provoke would drown what the runner says.
        settings.TryAdd("Logging:LogLevel:Haneul", "None");
        _server = await HaneulServer.StartAsync(settings, new ServerParts(Time, new SystemRandomSource(), ReplaceServices), CancellationToken.None);
        _bootstrap ??= _server.Created;
        // Who lets go of an answer that has no end is gone at once, and does not read on for a while to save the connection.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ResponseDrainTimeout = TimeSpan.Zero };
        Http = new HttpClient(handler) { BaseAddress = new Uri(_server.Url) };
    }

    private async Task StopAsync()
    {
        Http.Dispose();
        await _server!.DisposeAsync();
    }

    /// <summary>Makes the database; overridden by fixtures that need a certain one.</summary>
    protected virtual Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.CreateMigratedAsync();

    /// <summary>Changes registrations of the server; overridden by fixtures that need it.</summary>
    protected virtual void ReplaceServices(IServiceCollection services)
    {
        // A test signs in often; what the real cost is worth is tested where hashing is.
        services.AddSingleton(new PasswordCost(Iterations: 1_000, Concurrency: 8, Queue: 1_000));
    }
}

/// <summary>A user with an access key in one project.</summary>
/// <param name="UserId">Unique id.</param>
/// <param name="UserName">Sign-in name.</param>
/// <param name="Password">Password.</param>
/// <param name="ProjectId">The project of the key.</param>
/// <param name="AccessKeyId">Id of the key.</param>
/// <param name="AccessKeySecret">Secret of the key.</param>
/// <param name="Token">A token made with the key.</param>
public sealed record Persona(string UserId, string UserName, string Password, string ProjectId, string AccessKeyId, string AccessKeySecret, string Token);
