namespace Haneul.Kernel.Modules;

/// <summary>
/// A path with parameters, compared exactly: case counts, an empty segment is never a match, one slash at the end is allowed. The framework's routing
/// ignores case, and a rule for a path in front of the server (a proxy's, a firewall's) must not be escaped by another spelling.
/// </summary>
public sealed class PathTemplate
{
    private readonly string?[] _segments;

    /// <param name="template">The path, <c>{…}</c> for parameters.</param>
    public PathTemplate(string template) =>
        _segments = [.. template.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(segment => segment.StartsWith('{') ? null : segment)];

    /// <summary>Whether a path fits. Nothing is allocated: every request is asked.</summary>
    public bool Matches(ReadOnlySpan<char> path)
    {
        var rest = path.StartsWith('/') ? path[1..] : path;
        if (rest.Length > 1 && rest[^1] == '/')
        {
            rest = rest[..^1];
        }

        if (rest.IsEmpty)
        {
            return _segments.Length == 0;
        }

        for (var index = 0; index < _segments.Length; index++)
        {
            var end = rest.IndexOf('/');
            var segment = end < 0 ? rest : rest[..end];
            if (segment.IsEmpty || (_segments[index] is { } literal && !segment.SequenceEqual(literal)))
            {
                return false;
            }

            if (end < 0)
            {
                return index == _segments.Length - 1;
            }

            rest = rest[(end + 1)..];
        }

        return false;
    }

    /// <summary>Whether both are the same path, whatever their parameters are called.</summary>
    public bool IsSameAs(PathTemplate other) => _segments.AsSpan().SequenceEqual(other._segments);
}
