using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>Which events a caller may see: those of a project, and those of an organisation if it holds the permission for them.</summary>
/// <param name="ProjectId">The project of the caller's token.</param>
/// <param name="DomainId">The organisation whose events are included; null for none.</param>
internal sealed record EventView(string ProjectId, string? DomainId)
{
    /// <summary>
    /// The one place that decides who sees what, as a condition on trail_scopes: a project's events in that project, an organisation's with the permission for them. An event of a
    /// project's service that has no project (its token had none) is the organisation's.
    /// </summary>
    /// <param name="category">The category that is asked for; null for both.</param>
    public Sql Visible(TrailCategory? category)
    {
        Sql condition = $"(category = 1 AND project_id = {ProjectId})";
        if (DomainId is { } domain)
        {
            condition = $"({condition} OR (domain_id = {domain} AND (category = 0 OR project_id = '')))";
        }

        if (category is { } wanted)
        {
            condition = $"{condition} AND category = {(int)wanted}";
        }

        return condition;
    }
}
