using System.Collections.Concurrent;

namespace Haneul.Kernel.Operations.Streams;

/// <summary>The answers of one kind that last and are open in this process. There are so many places for a project, and so many in all.</summary>
/// <param name="mostOfProject">Most of one project.</param>
/// <param name="most">Most in all.</param>
public sealed class OpenStreams(int mostOfProject, int most)
{
    private readonly ConcurrentDictionary<OpenStream, bool> _open = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _countOfProject = new(StringComparer.Ordinal);

    /// <summary>How many are open.</summary>
    public int Count => _open.Count;

    /// <summary>Those that are open.</summary>
    public IEnumerable<OpenStream> All => _open.Select(static each => each.Key);

    /// <summary>A place for a project; null when there is none.</summary>
    public OpenStream? TryOpen(string projectId)
    {
        lock (_lock)
        {
            var count = _countOfProject.GetValueOrDefault(projectId);
            if (count >= mostOfProject || _open.Count >= most)
            {
                return null;
            }

            _countOfProject[projectId] = count + 1;
            var stream = new OpenStream(this, projectId);
            _open.TryAdd(stream, true);
            return stream;
        }
    }

    /// <summary>Wakes them all.</summary>
    public void WakeAll(bool hasNews)
    {
        foreach (var stream in All)
        {
            stream.Wake(hasNews);
        }
    }

    /// <summary>Gives the place back; called once for each.</summary>
    internal void Close(OpenStream stream)
    {
        lock (_lock)
        {
            _open.TryRemove(stream, out _);
            if (--_countOfProject[stream.ProjectId] == 0)
            {
                _countOfProject.Remove(stream.ProjectId);
            }
        }
    }
}
