using Haneul.Kernel.Modules;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms.Keys;

/// <summary>Counts the user keys of projects: a project goes only when they are gone. Service keys hold nobody up.</summary>
internal sealed class LiveKeys : IHoldings
{
    /// <inheritdoc />
    public string Noun => "keys";

    /// <inheritdoc />
    public async ValueTask<long> CountAsync(IDatabaseSession session, Sql projectIds) =>
        await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM kms_keys WHERE project_id IN ({projectIds})", static row => row.GetInt64(0));
}
