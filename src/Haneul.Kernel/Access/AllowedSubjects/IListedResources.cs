using Haneul.Kernel.Dialects;
using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Access.AllowedSubjects;

/// <summary>
/// The resources of a service that can have a list of allowed subjects, for whoever explains decisions. Every service that has such resources registers one, so that no service
/// reads the tables of another.
/// </summary>
public interface IListedResources
{
    /// <summary>Id of the service.</summary>
    string Service { get; }

    /// <summary>The refusal by a list. An operation that declares it asks the list.</summary>
    ErrorCode Refusal { get; }

    /// <summary>What one must hold to see the resources at all.</summary>
    Permission Sight { get; }

    /// <summary>How a user stands to a resource; null if the project has no such resource.</summary>
    ValueTask<ResourceStanding?> FindAsync(IDatabaseSession session, string projectId, string resourceId, string userId);
}

/// <summary>How a user stands to a resource that can have a list.</summary>
/// <param name="IsEnabled">Whether access control is on.</param>
/// <param name="IsListed">Whether the user owns it or is on its list, themselves or by a group.</param>
public sealed record ResourceStanding(bool IsEnabled, bool IsListed)
{
    /// <summary>Whether access control lets the user at the resource.</summary>
    public bool IsAdmitted => !IsEnabled || IsListed;
}
