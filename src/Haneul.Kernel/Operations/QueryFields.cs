using System.Globalization;
using System.Reflection;
using Haneul.Kernel.Dialects;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Operations;

/// <summary>
/// Reads the query of a request parameter by parameter and collects everything that is wrong with it. A parameter without a value
/// (<c>?version=</c>) is the same as none, as the seed's own URL shows.
/// </summary>
public sealed class QueryFields
{
    private readonly IQueryCollection _query;
    private readonly List<FieldProblem> _problems = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    private QueryFields(IQueryCollection query) => _query = query;

    /// <summary>Takes the query of a request; used by the generated binding of handlers.</summary>
    public static ValueTask<QueryFields?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new QueryFields(context.Request.Query));

    /// <summary>The text of a parameter; null if it is absent or empty.</summary>
    public string? Text(string name, int maxLength = 1024)
    {
        _read.Add(name);
        if (!_query.TryGetValue(name, out var values))
        {
            return null;
        }

        if (values.Count > 1)
        {
            AddProblem(name, "must not be repeated");
            return null;
        }

        var text = values[0];
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text.Length > maxLength || text.Contains('\0', StringComparison.Ordinal))
        {
            AddProblem(name, $"must have at most {maxLength} characters and no U+0000");
            return null;
        }

        return text;
    }

    /// <summary>The texts of a parameter that may be repeated, in their order; empty ones are left out.</summary>
    public IReadOnlyList<string> Texts(string name, int maxCount, int maxLength = 1024)
    {
        _read.Add(name);
        if (!_query.TryGetValue(name, out var values))
        {
            return [];
        }

        var texts = values.OfType<string>().Where(static text => text.Length > 0).ToList();
        if (texts.Count > maxCount)
        {
            AddProblem(name, $"must not be repeated more than {maxCount} times");
            return [];
        }

        if (texts.Exists(text => text.Length > maxLength || text.Contains('\0', StringComparison.Ordinal)))
        {
            AddProblem(name, $"must have at most {maxLength} characters and no U+0000");
            return [];
        }

        return texts;
    }

    /// <summary>The text of a parameter that must be there; empty if something is wrong with it.</summary>
    public string RequiredText(string name, int maxLength = 1024)
    {
        var problems = _problems.Count;
        var text = Text(name, maxLength);
        if (text is null && _problems.Count == problems)
        {
            AddProblem(name, "is required");
        }

        return text ?? "";
    }

    /// <summary>A whole number within the bounds; null if absent.</summary>
    public int? Int32(string name, int minimum, int maximum)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (IsPlainNumber(text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        AddProblem(name, $"must be a whole number from {minimum} to {maximum}");
        return null;
    }

    /// <summary>One of some words; null if absent.</summary>
    public string? OneOf(string name, params ReadOnlySpan<string> words)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        foreach (var word in words)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
            {
                return word;
            }
        }

        AddProblem(name, $"must be one of {string.Join(", ", words)}");
        return null;
    }

    /// <summary>An instant as RFC 3339 with its zone, in microseconds since the epoch; null if absent.</summary>
    public long? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        // A '+' of a zone arrives as a space when a client did not escape it. The format's K would also take no zone at all, as local time.
        var spelled = text.Replace(' ', '+');
        var hasZone = spelled.EndsWith('Z') || (spelled.Length > 6 && spelled[^6] is '+' or '-');
        if (hasZone && DateTimeOffset.TryParseExact(spelled, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return Runtime.UnixTime.ToMicroseconds(instant);
        }

        AddProblem(name, "must be a date and time with its zone in RFC 3339, such as 2030-01-31T09:00:00Z");
        return null;
    }

    /// <summary>Says that a parameter is wrong for a reason that only the operation knows.</summary>
    public void AddProblem(string name, string message) => _problems.Add(new(name, message));

    /// <summary>The error that names every wrong parameter, and every unknown one if they are refused; null if all is well.</summary>
    public Error? Check(UnknownFields unknown = UnknownFields.Refuse)
    {
        if (unknown == UnknownFields.Refuse)
        {
            foreach (var name in _query.Keys.Where(name => !_read.Contains(name)))
            {
                AddProblem(ShownText.Cut(name), "is not a known parameter");
            }
        }

        return _problems.Count > 0 ? Error.FromProblems(_problems) : null;
    }

    /// <summary>One spelling per number: two would be one resource at two addresses.</summary>
    private static bool IsPlainNumber(ReadOnlySpan<char> text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9') && (digits[0] != '0' || text.Length == 1);
    }

    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
    ];
}
