using System.Text.Json.Serialization;

namespace Haneul.Wire;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Code">What, in a word that does not change.</param>
/// <param name="Severity"><see cref="HealthStatus.Attention"/> or <see cref="HealthStatus.Failed"/>.</param>
public sealed record HealthProblem(string Code, string Severity)
{
    /// <summary>Something that somebody should look at.</summary>
    public static HealthProblem Attention(string code) => new(code, HealthStatus.Attention);

    /// <summary>Something that does not work or can't be trusted any more.</summary>
    public static HealthProblem Failure(string code) => new(code, HealthStatus.Failed);
}

/// <summary>The words for how something is.</summary>
public static class HealthStatus
{
    public const string Ok = "ok";
    public const string Attention = "attention";
    public const string Failed = "failed";

    /// <summary>The worst of the severities; <see cref="Ok"/> for none.</summary>
    public static string Worst(IEnumerable<string> severities)
    {
        var worst = Ok;
        foreach (var severity in severities)
        {
            worst = string.Equals(severity, Failed, StringComparison.Ordinal) || string.Equals(worst, Failed, StringComparison.Ordinal) ? Failed
                : string.Equals(severity, Attention, StringComparison.Ordinal) ? Attention
                : worst;
        }

        return worst;
    }
}

/// <summary>Something whose health follows from its problems.</summary>
public abstract record HealthReport
{
    /// <summary><see cref="HealthStatus"/>.</summary>
    [JsonPropertyOrder(-2)]
    public string Status => HealthStatus.Worst(Problems.Select(static problem => problem.Severity));

    /// <summary>What is not as it should be.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<HealthProblem> Problems { get; init; } = [];
}
