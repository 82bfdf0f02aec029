using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Access.Explanation;

/// <summary>A decision as ExplainAccess answers it.</summary>
/// <param name="Allowed">Whether the call may be made; null where that depends.</param>
/// <param name="Codes">The codes of the reasons.</param>
/// <param name="Body">The whole decision.</param>
internal sealed record Explained(bool? Allowed, IReadOnlyList<string> Codes, JsonElement Body)
{
    /// <summary>Whether the answer says that the operation may look at more.</summary>
    public bool MayStillBeRefused => Codes.Contains("may_still_be_refused");

    /// <summary>Asks.</summary>
    /// <param name="fixture">The server.</param>
    /// <param name="token">Who asks.</param>
    /// <param name="question">The body of the request.</param>
    public static async Task<Explained> AskAsync(ApiFixture fixture, string token, string question)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, "/haneul/v1/access-decisions", token, question);
        var body = await Conformance.ContractCheck.VerifyAsync("ExplainAccess", response);
        Assert.True((int)response.StatusCode == 200, $"{(int)response.StatusCode} {body}: {question}");
        var decision = body.GetProperty("decision");
        var allowed = decision.GetProperty("allowed");
        return new(
            allowed.ValueKind == JsonValueKind.Null ? null : allowed.GetBoolean(),
            [.. decision.GetProperty("reasons").EnumerateArray().Select(static reason => reason.GetProperty("code").GetString()!)],
            decision);
    }

    /// <summary>What is wrong with the answer, given what the call was answered when it was made; null if nothing is.</summary>
    public string? FaultFor(int status) => Allowed switch
    {
        false when status is not 403 => $"refused by {string.Join(' ', Codes)}, but answered {status}",
        true when status is 403 && !MayStillBeRefused => $"allowed by {string.Join(' ', Codes)}, but answered {status}",
        _ => null,
    };
}
