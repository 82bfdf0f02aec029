using System.Globalization;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Values.Changes;

/// <summary>The number of a change as a request names it.</summary>
internal static class ChangeNumber
{
    /// <summary>Reads it; null for no text. What is wrong is left in <paramref name="query"/> under <paramref name="name"/>.</summary>
    public static long? Read(QueryFields query, string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (text[0] != '0' || text.Length == 1))
        {
            return number;
        }

        query.AddProblem(name, "must be the number of a change, or 0");
        return null;
    }
}
