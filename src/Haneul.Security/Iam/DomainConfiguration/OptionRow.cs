using System.Text.Json;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>An option of an organisation as it is kept.</summary>
/// <param name="Group">Its group.</param>
/// <param name="Name">Its name in the group.</param>
/// <param name="Value">Its value as JSON; null for one that is never shown.</param>
/// <param name="Envelope">Its value, sealed; null for one that is shown.</param>
internal sealed record OptionRow(string Group, string Name, string? Value, byte[]? Envelope)
{
    /// <summary>The options of an organisation at a place.</summary>
    public static ValueTask<List<OptionRow>> ListAsync(IDatabaseSession session, string organisationId, OptionPlace place) => session.QueryAsync(
        $"SELECT group_name, option_name, value, envelope FROM iam_domain_options WHERE {At(organisationId, place)} ORDER BY group_name, option_name",
        static row => new OptionRow(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)));

    /// <summary>Takes out the options of an organisation at a place; how many there were.</summary>
    public static ValueTask<int> DeleteAsync(ITransaction transaction, string organisationId, OptionPlace place) =>
        transaction.ExecuteAsync($"DELETE FROM iam_domain_options WHERE {At(organisationId, place)}");

    /// <summary>Keeps the option in place of one of its name.</summary>
    public async ValueTask KeepAsync(ITransaction transaction, string organisationId)
    {
        await DeleteAsync(transaction, organisationId, new OptionPlace(Group, Name));
        await transaction.ExecuteAsync($"""
            INSERT INTO iam_domain_options (organisation_id, group_name, option_name, value, envelope)
            VALUES ({organisationId}, {Group}, {Name}, {Value}, {Envelope})
            """);
    }

    /// <summary>The options that may be shown, by group.</summary>
    public static Dictionary<string, JsonElement> ToConfig(IEnumerable<OptionRow> rows) =>
        ToConfig(rows.Where(static row => row.Value is not null).Select(static row => (row.Group, row.Name, JsonElement.Parse(row.Value!))));

    /// <summary>Options by group.</summary>
    public static Dictionary<string, JsonElement> ToConfig(IEnumerable<(string Group, string Name, JsonElement Value)> options) => options
        .GroupBy(static option => option.Group, StringComparer.Ordinal)
        .ToDictionary(
            static group => group.Key,
            static group => JsonSerializer.SerializeToElement(
                group.ToDictionary(static option => option.Name, static option => option.Value, StringComparer.Ordinal), Wire.Iam.DomainConfigJson.Default.DictionaryStringJsonElement),
            StringComparer.Ordinal);

    private static Sql At(string organisationId, OptionPlace place)
    {
        Sql condition = $"organisation_id = {organisationId}";
        condition = place.Group is { } group ? $"{condition} AND group_name = {group}" : condition;
        return place.Option is { } option ? $"{condition} AND option_name = {option}" : condition;
    }
}
