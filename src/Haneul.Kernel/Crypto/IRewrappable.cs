using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Crypto;

/// <summary>
/// What a service keeps under its service key (<see cref="IKeyring"/> without a user key), so that a rotation of that key can wrap the data keys anew. Every table with such
/// envelopes needs one, registered by its service: an old term of a key is deleted when no table of which this is known holds anything under it.
/// </summary>
public interface IRewrappable
{
    /// <summary>The id of the service whose key encloses it: the <see cref="EnvelopeScope.Service"/> of its envelopes.</summary>
    string Service { get; }

    /// <summary>How many rows of a project are under an older term.</summary>
    ValueTask<long> CountAsync(IDatabaseSession session, string projectId, int newestTerm);

    /// <summary>The next rows of a project that are under an older term, in the order of their positions.</summary>
    /// <param name="session">Where to read: not the writer, since this may look at many rows to find few.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="newestTerm">Rows under this term are left out.</param>
    /// <param name="after">The position after which to go on; empty for the beginning.</param>
    /// <param name="limit">Most rows.</param>
    ValueTask<IReadOnlyList<WrappedRow>> FindAsync(IDatabaseSession session, string projectId, int newestTerm, string after, int limit);

    /// <summary>Stores a row anew, if it is still there and as it was found: what was destroyed meanwhile does not come back.</summary>
    ValueTask<bool> ReplaceAsync(ITransaction transaction, string projectId, WrappedRow row, byte[] replacement, int term);
}

/// <summary>A row under a term of a service key.</summary>
/// <param name="Position">Where it stands among the rows of its project; readable in the database, so never a secret.</param>
/// <param name="Scope">What its envelope is bound to.</param>
/// <param name="Stored">Its bytes: a wrapped data key, alone or with what it encrypts behind it.</param>
public sealed record WrappedRow(string Position, EnvelopeScope Scope, byte[] Stored)
{
    /// <summary>The position of a version of a resource.</summary>
    public static string PositionOf(string resourceId, int version) => string.Create(null, $"{resourceId}/{version}");

    /// <summary>Reads a position back; an empty id and 0, before every row, for the empty one.</summary>
    public static (string ResourceId, long Version) ReadPosition(string position)
    {
        var slash = position.LastIndexOf('/');
        return slash < 0 ? ("", 0) : (position[..slash], long.Parse(position.AsSpan(slash + 1), provider: System.Globalization.CultureInfo.InvariantCulture));
    }
}
