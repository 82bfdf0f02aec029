using Haneul.Kernel.Modules;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Secrets;

/// <summary>Counts the secrets of projects: a project goes only when they are gone.</summary>
internal sealed class LiveSecrets : IHoldings
{
    /// <inheritdoc />
    public string Noun => "secrets";

    /// <inheritdoc />
    public async ValueTask<long> CountAsync(IDatabaseSession session, Sql projectIds) =>
        await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM secrets_secrets WHERE project_id IN ({projectIds})", static row => row.GetInt64(0));
}
