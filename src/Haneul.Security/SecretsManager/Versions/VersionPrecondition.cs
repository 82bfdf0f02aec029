using System.Globalization;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Microsoft.Net.Http.Headers;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>
/// Compare-and-set for new versions, an addition of ours (docs/adr/0019): a caller that has seen version 3 as the newest one sends <c>If-Match: "v3"</c>, and nothing is
/// stored when there is another by then. Without the header nothing is asked.
/// </summary>
internal sealed class VersionPrecondition
{
    private readonly IReadOnlyList<EntityTagHeaderValue>? _wanted;

    private VersionPrecondition(IReadOnlyList<EntityTagHeaderValue>? wanted) => _wanted = wanted;

    /// <summary>The entity tag of a secret whose newest version has that number: made of the number alone.</summary>
    public static string TagOf(int version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <summary>Reads the condition of a call; the error says what is wrong with it.</summary>
    public static Outcome<VersionPrecondition> Read(Call call)
    {
        var header = call.Context.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return new VersionPrecondition(wanted: null);
        }

        return EntityTagHeaderValue.TryParseStrictList([.. header.OfType<string>()], out var tags)
            ? new VersionPrecondition([.. tags])
            : Error.FromProblems([new("If-Match", "must be a list of entity tags such as \"v3\" in quotation marks, or *")]);
    }

    /// <summary>The refusal if the newest version is another than the caller has seen; null if all is well. A weak tag promises nothing, so it never matches (RFC 9110, 13.1.1).</summary>
    public Error? Refuse(int newest)
    {
        var tag = TagOf(newest);
        return _wanted is null || _wanted.Any(each => each.Equals(EntityTagHeaderValue.Any) || (!each.IsWeak && each.Tag.Equals(tag, StringComparison.Ordinal)))
            ? null
            : SecretErrors.PreconditionFailed.With(newest);
    }
}
