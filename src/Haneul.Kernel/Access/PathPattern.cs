namespace Haneul.Kernel.Access;

/// <summary>
/// The path of an access rule: <c>*</c> and <c>{tag}</c> stand for one or more characters but slashes, <c>**</c> for any characters or none, everything else for itself,
/// case included. One slash at the end counts on neither side, as in routing: <c>/v3/users</c> and <c>/v3/users/</c> are one operation, so they are one path here too.
/// </summary>
internal sealed class PathPattern
{
    /// <summary>No path of the API is longer. It keeps what a rule of many wildcards can cost small.</summary>
    public const int LongestPath = 1024;

    // Wildcards as control characters, which no rule may have: see the operation that makes them.
    private const char OneSegment = '\u0001';
    private const char Anything = '\u0002';

    private readonly string _tokens;
    private readonly int _literalLength;

    /// <param name="pattern">The path as it stands in the rule.</param>
    public PathPattern(string pattern)
    {
        _tokens = Compile(TrimSlash(pattern));
        var wildcard = _tokens.AsSpan().IndexOfAny(OneSegment, Anything);
        _literalLength = wildcard < 0 ? _tokens.Length : wildcard;
    }

    /// <summary>Whether a path fits. It has lost <paramref name="root"/>, if the service has one; the rule may name it or not.</summary>
    public bool Matches(ReadOnlySpan<char> path, string root)
    {
        path = TrimSlash(path);
        var tokens = _tokens.AsSpan();
        var literal = _literalLength;
        if (root.Length > 0 && literal >= root.Length && tokens.StartsWith(root) && (tokens.Length == root.Length || tokens[root.Length] == '/'))
        {
            tokens = tokens[root.Length..];
            literal -= root.Length;
        }

        if (literal == tokens.Length)
        {
            return path.SequenceEqual(tokens);
        }

        return path.Length <= LongestPath && path.StartsWith(tokens[..literal]) && !path.ContainsAny(OneSegment, Anything) && MatchesRest(path[literal..], tokens[literal..]);
    }

    /// <summary>Goes through the path once with the set of all places in the pattern that what was read may lead to: no going back, so no pattern is slow.</summary>
    private static bool MatchesRest(ReadOnlySpan<char> path, ReadOnlySpan<char> tokens)
    {
        Span<bool> places = stackalloc bool[tokens.Length + 1];
        Span<bool> next = stackalloc bool[tokens.Length + 1];
        Enter(places, tokens, 0);
        foreach (var character in path)
        {
            next.Clear();
            for (var place = 0; place < tokens.Length; place++)
            {
                if (!places[place])
                {
                    continue;
                }

                var token = tokens[place];
                if (token == Anything)
                {
                    Enter(next, tokens, place);
                }
                else if (token == OneSegment ? character != '/' : token == character)
                {
                    Enter(next, tokens, place + 1);
                    if (token == OneSegment)
                    {
                        next[place] = true;
                    }
                }
            }

            next.CopyTo(places);
        }

        return places[tokens.Length];
    }

    private static void Enter(Span<bool> places, ReadOnlySpan<char> tokens, int place)
    {
        places[place] = true;
        while (place < tokens.Length && tokens[place] == Anything)
        {
            places[++place] = true;
        }
    }

    private static string Compile(string pattern)
    {
        var tokens = new System.Text.StringBuilder(pattern.Length);
        for (var index = 0; index < pattern.Length; index++)
        {
            var character = pattern[index];
            if (character == '*')
            {
                var isDouble = index + 1 < pattern.Length && pattern[index + 1] == '*';
                tokens.Append(isDouble ? Anything : OneSegment);
                index += isDouble ? 1 : 0;
            }
            else if (character == '{' && pattern.IndexOf('}', index) is var end and > 0)
            {
                tokens.Append(OneSegment);
                index = end;
            }
            else
            {
                tokens.Append(character);
            }
        }

        return tokens.ToString();
    }

    private static string TrimSlash(string path) => path.Length > 1 && path[^1] == '/' ? path[..^1] : path;

    private static ReadOnlySpan<char> TrimSlash(ReadOnlySpan<char> path) => path.Length > 1 && path[^1] == '/' ? path[..^1] : path;
}
