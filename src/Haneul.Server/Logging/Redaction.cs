using System.Text.RegularExpressions;

namespace Haneul.Server.Logging;

/// <summary>Takes out of a text what looks like a credential: tokens, and the values of fields and settings with telling names.</summary>
internal static partial class Redaction
{
    private const string Mark = "[redacted]";

    public static string Apply(string text)
    {
        try
        {
            text = Tokens().Replace(text, Mark);
            text = JsonFields().Replace(text, "${lead}" + Mark + "\"");
            return Assignments().Replace(text, "${lead}" + Mark);
        }
        catch (RegexMatchTimeoutException)
        {
            // A text that could not be searched through may hold anything, and an exception here would end the log.
            return Mark;
        }
    }

    [GeneratedRegex("gAAAAA[A-Za-z0-9_-]{16,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tokens();

    [GeneratedRegex("(?<lead>\"[^\"]{0,40}(?:password|secret|token|plain_text|secret_data)[^\"]{0,40}\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex JsonFields();

    [GeneratedRegex("\\b(?<lead>(?:password|pwd|secret|x-auth-token|x-subject-token)\\s*[=:]\\s*)[^;,\\s\"]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Assignments();
}
