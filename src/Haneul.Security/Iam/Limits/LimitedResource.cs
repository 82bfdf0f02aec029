using System.Data.Common;
using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Limits;

/// <summary>What is limited: a resource of a service, in one region or in all.</summary>
/// <param name="ServiceId">The service in the catalogue.</param>
/// <param name="RegionId">The region; null for all.</param>
/// <param name="Name">What the service calls the resource.</param>
internal sealed record LimitedResource(string ServiceId, string? RegionId, string Name)
{
    /// <summary>The smallest limit: none.</summary>
    public const long Unlimited = -1;

    /// <summary>Most characters of what is said about a limit.</summary>
    public const int LongestDescription = 65535;

    /// <summary>Its three columns, beginning at <paramref name="first"/>.</summary>
    public static LimitedResource Read(DbDataReader row, int first) =>
        new(row.GetString(first), row.IsDBNull(first + 1) ? null : row.GetString(first + 1), row.GetString(first + 2));

    /// <summary>Its fields of a request.</summary>
    public static LimitedResource Read(JsonFields fields) =>
        new(fields.RequiredString("service_id", 1, 64), fields.OptionalString("region_id", 1), fields.RequiredString("resource_name"));

    /// <summary>The condition that a row of registered limits, as <c>r</c>, is for it.</summary>
    public Sql Condition => $"r.service_id = {ServiceId} AND COALESCE(r.region_id, '') = {RegionId ?? ""} AND r.resource_name = {Name}";

    /// <summary>The filters of a list, on <c>r</c>; empty if none is asked for.</summary>
    public static Sql Filters(QueryFields query)
    {
        Sql byService = query.Text("service_id") is { } service ? $" AND r.service_id = {service}" : Sql.Empty;
        Sql byRegion = query.Text("region_id") is { } region ? $" AND r.region_id = {region}" : Sql.Empty;
        Sql byName = query.Text("resource_name") is { } name ? $" AND r.resource_name = {name}" : Sql.Empty;
        return $"{byService}{byRegion}{byName}";
    }

    /// <summary>A limit in a request: a number that fits 32 bits, from -1 for none.</summary>
    public static long? ReadValue(JsonFields fields, string name, bool isRequired)
    {
        if (!isRequired && !fields.Has(name))
        {
            return null;
        }

        if (fields.RequiredValue(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= Unlimited)
        {
            return number;
        }

        fields.AddProblem(name, $"must be a whole number from {Unlimited} to {int.MaxValue}");
        return null;
    }
}
