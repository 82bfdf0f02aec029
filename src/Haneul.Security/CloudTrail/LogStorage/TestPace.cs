namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>Lets a project test its target once in a few seconds and process: a project names the target, and the server must not be a means to flood others.</summary>
internal sealed class TestPace(TimeProvider time)
{
    /// <summary>Seconds between two tests.</summary>
    public const int Seconds = 5;

    private const int MostKept = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _tested = new(StringComparer.Ordinal);

    /// <summary>Whether a test of the project may begin now, which counts as begun then.</summary>
    public bool TryBegin(string projectId)
    {
        lock (_lock)
        {
            if (_tested.TryGetValue(projectId, out var before) && IsRecent(before))
            {
                return false;
            }

            if (_tested.Count >= MostKept)
            {
                foreach (var (id, _) in _tested.Where(each => !IsRecent(each.Value)).ToList())
                {
                    _tested.Remove(id);
                }
            }

            _tested[projectId] = time.GetTimestamp();
            return true;
        }
    }

    private bool IsRecent(long instant) => time.GetElapsedTime(instant) < TimeSpan.FromSeconds(Seconds);
}
