using System.Globalization;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Microsoft.Extensions.Primitives;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>
/// The ETag of what describes a secret, and the <c>If-Match</c> of those who change it. It is made of a number that counts changes, never of a value: it goes through
/// logs and caches. Last reads do not count.
/// </summary>
internal static class Revision
{
    /// <summary>Tells the caller the revision that its answer shows.</summary>
    public static void Show(Call call, long revision) => call.Context.Response.Headers.ETag = Etag(revision);

    /// <summary>The revisions of If-Match; null if any will do. False with an error if the header is none that we could have given.</summary>
    public static bool TryReadIfMatch(Call call, out IReadOnlyList<long>? revisions, out Error? error)
    {
        (revisions, error) = (null, null);
        var header = call.Context.Request.Headers.IfMatch;
        if (StringValues.IsNullOrEmpty(header))
        {
            return true;
        }

        var tags = header.SelectMany(static line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (tags is ["*"])
        {
            return true;
        }

        var numbers = new List<long>(tags.Count);
        foreach (var tag in tags)
        {
            if (tag is not ['"', 'r', .. var digits, '"'] || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                error = Error.FromProblems([new("If-Match", "must be the ETag of the secret, such as \"r1\", or *")]);
                return false;
            }

            numbers.Add(number);
        }

        revisions = numbers;
        return true;
    }

    private static string Etag(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"r{revision}\"");
}
