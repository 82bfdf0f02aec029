using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole;

/// <summary>A server whose first password was given and not generated: the console insists on another one only of those that stand in a file.</summary>
public class ConsoleFixture : ApiFixture
{
    /// <summary>Settings of the console's tests; overridden by fixtures that need more.</summary>
    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>(StringComparer.Ordinal) { ["Haneul:Bootstrap:Password"] = "the first password of the console's tests" };
}
