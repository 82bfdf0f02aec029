using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Access;

/// <summary>Which organisation a project belongs to, for work without a caller whose token tells it. Implemented by IAM.</summary>
public interface IProjectOrganisations
{
    /// <summary>The id of the organisation; null if there is no such project.</summary>
    ValueTask<string?> FindAsync(IDatabaseSession session, string projectId);
}
