using Haneul.Kernel.Modules;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Projects;

/// <summary>What other services keep for projects and must not vanish with them: 409 with counts (decisions.md, deleting).</summary>
internal sealed class ProjectHoldings(IEnumerable<IHoldings> services)
{
    private readonly IHoldings[] _services = [.. services];

    /// <summary>In words, how much of what the projects still hold, such as <c>3 secrets, 1 keys</c>; null if nothing.</summary>
    public async ValueTask<string?> DescribeAsync(IDatabaseSession session, Sql projectIds)
    {
        var held = new List<string>();
        foreach (var service in _services)
        {
            if (await service.CountAsync(session, projectIds) is > 0 and var count)
            {
                held.Add($"{count} {service.Noun}");
            }
        }

        return held.Count == 0 ? null : string.Join(", ", held);
    }
}
