using System.Collections.Concurrent;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Kms.Keys;

/// <summary>A server with a project and a Project Admin in it, another project, and a service that says which keys it needs.</summary>
public sealed class KeysFixture : ApiFixture
{
    /// <summary>A Project Admin.</summary>
    public Persona Admin { get; private set; } = null!;

    /// <summary>A token of <see cref="Admin"/>.</summary>
    public string Token => Admin.Token;

    /// <summary>A token of a Project Admin of another project.</summary>
    public string OtherToken { get; private set; } = "";

    /// <summary>What a service keeps under keys.</summary>
    internal KeptThings Kept { get; } = new();

    internal IDatabase Store => Services.GetRequiredService<IDatabase>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Admin = await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");
        OtherToken = (await NewProjectAsync()).Token;
    }

    /// <summary>A Project Admin of a project without keys.</summary>
    public async Task<Persona> NewProjectAsync() => await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");

    protected override void ReplaceServices(IServiceCollection services)
    {
        base.ReplaceServices(services);
        services.AddSingleton<IKeyUses>(Kept);
    }

    /// <summary>A service that keeps things under user keys.</summary>
    internal sealed class KeptThings : IKeyUses
    {
        private readonly ConcurrentDictionary<(string Project, string Key), long> _counts = new();

        public string Noun => "parcels";

        public void Keep(string projectId, string keyId, long count) => _counts[(projectId, keyId)] = count;

        public ValueTask<long> CountAsync(IDatabaseSession session, string projectId, string keyId) => new(_counts.GetValueOrDefault((projectId, keyId)));
    }
}
