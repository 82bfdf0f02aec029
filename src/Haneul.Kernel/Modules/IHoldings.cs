using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Modules;

/// <summary>
/// What a service keeps for projects that must not vanish with them, such as secrets. Every service that keeps something of the kind registers one; before IAM
/// deletes a project or an organisation it asks them all (decisions.md, deleting). So no service reads the tables of another.
/// </summary>
public interface IHoldings
{
    /// <summary>What is counted, for people, in the plural: <c>secrets</c>.</summary>
    string Noun { get; }

    /// <summary>How many there are alive in some projects.</summary>
    /// <param name="session">The transaction of the deletion.</param>
    /// <param name="projectIds">What stands in parentheses after <c>IN</c>: the ids, or a select of them.</param>
    ValueTask<long> CountAsync(IDatabaseSession session, Sql projectIds);
}
