using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests.Clients;

/// <summary>One server, and one running command-line client, for all tests with clients that others wrote.</summary>
public sealed class ClientsFixture : IAsyncLifetime
{
    private ServerProcess _server = null!;
    private OpenStackCommands _commands = null!;

    /// <summary>The name of the collection that shares it.</summary>
    public const string Collection = "Clients";

    /// <summary>What the first start created.</summary>
    public BootstrapFile Bootstrap { get; private set; } = null!;

    /// <summary>The address of the identity service.</summary>
    public string IdentityUrl { get; private set; } = null!;

    /// <summary>The administrator in the first project.</summary>
    public OpenStackPersona Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(Directory.CreateTempSubdirectory("haneul-clients-").FullName);
        Bootstrap = _server.ReadBootstrap();
        IdentityUrl = _server.Address.GetLeftPart(UriPartial.Authority) + "/identity/v3";
        _commands = new OpenStackCommands();
        Admin = new OpenStackPersona(_commands, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["auth-url"] = IdentityUrl,
            ["identity-api-version"] = "3",
        }).WithPassword(Bootstrap.UserId, Bootstrap.Password, Bootstrap.ProjectId);
    }

    public async ValueTask DisposeAsync()
    {
        _commands?.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_server.DataFolder, recursive: true);
    }

    /// <summary>A file for commands that read one; gone with the server.</summary>
    public async Task<string> CreateFileAsync(string text)
    {
        var path = Path.Combine(_server.DataFolder, Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    /// <summary>A user of an own name with a role of an own name in a project of an own name, all in the first organisation.</summary>
    public async Task<ClientUser> CreateUserAsync(string name)
    {
        const string Password = "Passw0rd-of-a-client";
        var project = (await Admin.ShowsAsync($"project create {name}-project")).GetProperty("id").GetString()!;
        var user = (await Admin.ShowsAsync($"user create --password {Password} {name}")).GetProperty("id").GetString()!;
        var role = (await Admin.ShowsAsync($"role create {name}-role")).GetProperty("id").GetString()!;
        await Admin.DoesAsync($"role add --user {name} --project {name}-project {name}-role");
        return new ClientUser(user, name, Password, project, role, Admin.WithPassword(user, Password, project));
    }
}

/// <summary>Binds the fixture to its collection.</summary>
[CollectionDefinition(ClientsFixture.Collection)]
public sealed class ClientsCollection : ICollectionFixture<ClientsFixture>;

/// <summary>A user at the command line.</summary>
/// <param name="Id">Unique id.</param>
/// <param name="Name">Sign-in name.</param>
/// <param name="Password">Password.</param>
/// <param name="ProjectId">The project of the user.</param>
/// <param name="RoleId">The role of the user there.</param>
/// <param name="Shell">The user's command line, in that project.</param>
public sealed record ClientUser(string Id, string Name, string Password, string ProjectId, string RoleId, OpenStackPersona Shell);
