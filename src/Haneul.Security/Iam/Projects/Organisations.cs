using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Projects;

/// <summary>Organisations, Keystone's domains. There is one until they can be made.</summary>
internal static class Organisations
{
    /// <summary>Whether there is an organisation of that id.</summary>
    public static async ValueTask<bool> ExistsAsync(IDatabaseSession session, string id) =>
        await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_organisations WHERE id = {id}", static row => row.GetInt64(0)) > 0;
}
