using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.ServiceCatalog.Regions;

/// <summary>The fields of a region that a request gives; null for those that it leaves out.</summary>
/// <param name="Id">The id that the body chooses, where the path does not.</param>
/// <param name="Description">What it is.</param>
/// <param name="ParentId">The region that it is part of.</param>
/// <param name="GivesParent">Whether the body names a parent, be it none.</param>
/// <param name="Extra">Attributes of the caller's own.</param>
internal sealed record RegionFields(string? Id, string? Description, string? ParentId, bool GivesParent, string? Extra)
{
    private const int LongestDescription = 64 * 1024;

    /// <summary>Reads the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="id">The id in the path; null if there is none.</param>
    public static RegionFields Read(JsonFields body, string? id)
    {
        if (body.RequiredObject("region") is not { } region)
        {
            return new(null, null, null, GivesParent: false, null);
        }

        if (id is not null)
        {
            MatchingId.Check(region, id);
        }

        var given = id is null ? region.OptionalString("id", 1) : null;
        if (given is { Length: > 0 } && !IsId(given))
        {
            region.AddProblem("id", "must not be blank or have control characters");
        }

        return new(
            given,
            region.Has("description") ? region.OptionalString("description", 0, LongestDescription) ?? "" : null,
            region.OptionalString("parent_region_id", 1),
            region.Has("parent_region_id"),
            ExtraAttributes.Read(region));
    }

    /// <summary>Whether a text can be the id of a region: callers choose it themselves.</summary>
    public static bool IsId(string text) => text.Length is >= 1 and <= 255 && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);
}
