using System.Text.Json;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Settings;

/// <summary>Finds and keeps the settings of organisations.</summary>
internal static class OrganisationSettings
{
    /// <summary>What holds where an organisation has decided nothing: 5 wrong passwords lock (spec/roles.md section 8), a new password ends all tokens (Keystone).</summary>
    public static OrganisationSettingsBody Default { get; } = new();

    /// <summary>The settings of an organisation.</summary>
    public static async ValueTask<OrganisationSettingsBody> FindAsync(IDatabaseSession session, string organisationId) =>
        Parse(await session.QueryFirstOrDefaultAsync($"SELECT body FROM iam_organisation_settings WHERE organisation_id = {organisationId}", static row => row.GetString(0)));

    /// <summary>The settings that a column holds; null stands for none.</summary>
    public static OrganisationSettingsBody Parse(string? column) =>
        column is null ? Default : JsonSerializer.Deserialize(column, OrganisationSettingsJson.Default.OrganisationSettingsBody) ?? Default;

    /// <summary>Keeps the settings of an organisation.</summary>
    public static async ValueTask SaveAsync(ITransaction transaction, string organisationId, OrganisationSettingsBody settings, DateTimeOffset now)
    {
        var body = JsonSerializer.Serialize(settings, OrganisationSettingsJson.Default.OrganisationSettingsBody);
        await transaction.ExecuteAsync($"""
            INSERT INTO iam_organisation_settings (organisation_id, body, updated_at) VALUES ({organisationId}, {body}, {UnixTime.ToMicroseconds(now)})
            ON CONFLICT (organisation_id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at
            """);
    }
}
