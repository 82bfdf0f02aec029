namespace Haneul.Security.CloudTrail.Verification;

/// <summary>What a verification has seen so far, and at its end all of it. One writes, any thread may read.</summary>
internal sealed class VerificationReport
{
    private long _events;

    /// <summary>Events that were examined.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Of these, events that no segment holds yet.</summary>
    public long Unsealed { get; set; }

    /// <summary>Numbers of which nobody can tell whether they ever had an event.</summary>
    public long Unknown { get; set; }

    /// <summary>Chains that were examined.</summary>
    public long Chains { get; set; }

    /// <summary>Segments that were examined.</summary>
    public long Segments { get; set; }

    /// <summary>Checkpoints that the chains were compared with.</summary>
    public long Checkpoints { get; set; }

    /// <summary>How many damages were seen. One change may make several.</summary>
    public long Damages { get; private set; }

    /// <summary>The first damage: checkpoints last, chains in their order, numbers in theirs. Null if there is none.</summary>
    public TrailDamage? First { get; private set; }

    /// <summary>Counts an event.</summary>
    public void CountEvent() => Volatile.Write(ref _events, _events + 1);

    /// <summary>Notes a damage. They come in order.</summary>
    public void Add(TrailDamage damage)
    {
        First ??= damage;
        Damages++;
    }
}
