using System.Text;

namespace Haneul.Kernel.Audit;

/// <summary>Names of events that the catalogue has no row for.</summary>
public static class EventNames
{
    /// <summary>The operationId in words, title case: <c>ListSecretVersions</c> gives <c>List Secret Versions</c> (spec/events.md section 3).</summary>
    public static string FromOperationId(string operationId)
    {
        var words = new StringBuilder(operationId.Length + 8);
        for (var index = 0; index < operationId.Length; index++)
        {
            var startsWord = char.IsUpper(operationId[index]) && index > 0 &&
                (!char.IsUpper(operationId[index - 1]) || (index + 1 < operationId.Length && char.IsLower(operationId[index + 1])));
            if (startsWord)
            {
                words.Append(' ');
            }

            words.Append(operationId[index]);
        }

        return words.ToString();
    }
}
