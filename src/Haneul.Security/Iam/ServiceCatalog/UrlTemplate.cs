using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Haneul.Security.Iam.ServiceCatalog;

/// <summary>
/// The address of an endpoint, in which <c>$(project_id)s</c>, <c>%(tenant_id)s</c> (the same) and <c>%(user_id)s</c> stand for what a token is for. <c>%%</c> is a percent sign;
/// any other use of it makes the address wrong, so that a catalogue can always be written. Keystone's addresses may also name a few of its settings, which ours has not.
/// </summary>
internal sealed class UrlTemplate
{
    private readonly (Value Value, string Text)[] _parts;

    private UrlTemplate((Value Value, string Text)[] parts)
    {
        _parts = parts;
        NamesProject = parts.Any(static part => part.Value == Value.ProjectId);
        NamesUser = parts.Any(static part => part.Value == Value.UserId);
    }

    private enum Value
    {
        None,
        ProjectId,
        UserId,
    }

    /// <summary>Whether the address depends on the project of the token.</summary>
    public bool NamesProject { get; }

    /// <summary>Whether the address depends on the user of the token.</summary>
    public bool NamesUser { get; }

    /// <summary>Takes a template apart; false with what is wrong with it, as the end of a sentence.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out UrlTemplate? template, [NotNullWhen(false)] out string? problem)
    {
        template = null;
        problem = null;
        var parts = new List<(Value, string)>();
        var literal = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var isPercent = text[index] == '%';
            var next = index + 1 < text.Length ? text[index + 1] : '\0';
            if (isPercent && next == '%')
            {
                literal.Append('%');
                index++;
            }
            else if (next == '(' && (isPercent || text[index] == '$'))
            {
                var end = text.IndexOf(')', index);
                if (end < 0 || end + 1 >= text.Length || text[end + 1] != 's')
                {
                    problem = "has a '(' that is not closed by ')s'";
                    return false;
                }

                if (ValueOf(text.AsSpan(index + 2, end - index - 2)) is not { } value)
                {
                    problem = "may name only project_id, tenant_id and user_id between '$(' and ')s'";
                    return false;
                }

                Flush(parts, literal);
                parts.Add((value, ""));
                index = end + 1;
            }
            else if (isPercent)
            {
                problem = "has a '%' that begins no name; write '%%' for the character itself";
                return false;
            }
            else
            {
                literal.Append(text[index]);
            }
        }

        Flush(parts, literal);
        template = new UrlTemplate([.. parts]);
        return true;
    }

    /// <summary>The address for a token; null if it names a project and the token has none.</summary>
    public string? For(string? projectId, string userId) =>
        NamesProject && projectId is null ? null : string.Concat(_parts.Select(part => part.Value switch
        {
            Value.ProjectId => projectId,
            Value.UserId => userId,
            _ => part.Text,
        }));

    private static Value? ValueOf(ReadOnlySpan<char> name) => name switch
    {
        "project_id" or "tenant_id" => Value.ProjectId,
        "user_id" => Value.UserId,
        _ => null,
    };

    private static void Flush(List<(Value, string)> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add((Value.None, literal.ToString()));
            literal.Clear();
        }
    }
}
