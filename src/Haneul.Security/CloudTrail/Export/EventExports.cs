using Haneul.Kernel.Operations.Streams;

namespace Haneul.Security.CloudTrail.Export;

/// <summary>The exports that are under way in this process: each keeps the database busy for as long as its client reads.</summary>
internal sealed class EventExports
{
    /// <summary>Most exports of one project.</summary>
    public const int MostOfProject = 4;

    /// <summary>Most exports of one process.</summary>
    public const int Most = 32;

    /// <summary>Their places.</summary>
    public OpenStreams Open { get; } = new(MostOfProject, Most);
}
