using System.Text.Json;

namespace Haneul.ApiTests.Conformance;

/// <summary>
/// One exchange recorded with a stock Keystone (Recordings/README.md): golden data for the shape of our IAM answers.
/// Status, field sets, JSON types and header names are compared; what differs from run to run (ids, times, tokens, texts)
/// only has to be of the same kind.
/// </summary>
public sealed class GoldenExchange
{
    /// <summary>Where our answer is another on purpose: the safer one, or the one of the published documents.</summary>
    private static readonly Dictionary<int, (int Status, string Reason)> DeliberateDifferences = new()
    {
        [3] = (404, "unknown path: Keystone answers an HTML page, we answer JSON"),
        [148] = (403, "third access key of a user in one project: KakaoCloud allows two"),
        [159] = (401, "an unknown credential id must look like a wrong secret"),
        [170] = (401, "a caller's token whose credential is gone is no token"),
        [227] = (405, "wrong method: Keystone's body is the web framework's, ours is the error shape"),
    };

    internal static readonly JsonElement ErrorShape = JsonElement.Parse("""{"error":{"code":0,"message":"<text>","title":"<any>"}}""");
    private static readonly Lazy<IReadOnlyDictionary<int, GoldenExchange>> Recorded = new(Load);

    private readonly JsonElement exchange;

    private GoldenExchange(JsonElement exchange)
    {
        this.exchange = exchange;
        Number = exchange.GetProperty("n").GetInt32();
        Title = exchange.GetProperty("title").GetString()!;
        Method = exchange.GetProperty("method").GetString()!;
        Path = exchange.GetProperty("path").GetString()!;
        RecordedStatus = exchange.GetProperty("status").GetInt32();
    }

    /// <summary>All recorded exchanges by number.</summary>
    public static IReadOnlyDictionary<int, GoldenExchange> All => Recorded.Value;

    /// <summary>The number of the exchange in the recording.</summary>
    public int Number { get; }

    /// <summary>What the exchange shows.</summary>
    public string Title { get; }

    /// <summary>The request's method.</summary>
    public string Method { get; }

    /// <summary>The request's path below <c>/v3</c>.</summary>
    public string Path { get; }

    /// <summary>The status that Keystone answered.</summary>
    public int RecordedStatus { get; }

    /// <summary>The status that we answer: Keystone's, unless the difference is deliberate.</summary>
    public int ExpectedStatus => DeliberateDifferences.TryGetValue(Number, out var difference) ? difference.Status : RecordedStatus;

    /// <summary>The recorded request body; null when there was none, a text when it was not JSON or is not to be read as JSON.</summary>
    public JsonElement Request => exchange.GetProperty("request");

    /// <summary>The headers of the request that matter.</summary>
    public JsonElement RequestHeaders => exchange.GetProperty("request_headers");

    /// <summary>The headers of the answer that matter.</summary>
    public JsonElement Headers => exchange.GetProperty("headers");

    /// <summary>The recorded answer's body; null when there was none.</summary>
    public JsonElement Response => exchange.GetProperty("response");

    /// <summary>Whether our answer is another on purpose: an error in the shape of IAM, with <see cref="ExpectedStatus"/>.</summary>
    public bool DiffersOnPurpose => DeliberateDifferences.ContainsKey(Number);

    /// <summary>Fails the test unless our answer has the shape of the recorded one.</summary>
    public async Task ShouldMatchAsync(HttpResponseMessage response, CancellationToken cancellation = default)
    {
        var answer = await ContractAnswer.ReadAsync(response, cancellation);
        var differences = Differences(answer);
        if (differences.Count > 0)
        {
            Assert.Fail($"Differs from recorded exchange {Number} ({Title}):\n  {string.Join("\n  ", differences)}\n{answer.Body}");
        }
    }

    /// <summary>Every way in which our answer has another shape than the recorded one.</summary>
    public IReadOnlyList<string> Differences(ContractAnswer answer)
    {
        var differences = new List<string>();
        if (answer.Status != ExpectedStatus)
        {
            differences.Add($"status {answer.Status} instead of {ExpectedStatus}");
        }

        if (DeliberateDifferences.ContainsKey(Number))
        {
            CompareBody(ErrorShape, answer, differences);
            return differences;
        }

        CompareHeaders(answer, differences);
        CompareBody(Response, answer, differences);
        return differences;
    }

    private void CompareHeaders(ContractAnswer answer, List<string> differences)
    {
        foreach (var header in Headers.EnumerateObject())
        {
            // A HEAD answer of ours may leave the type of the body out that it does not have.
            if (header.Name is "content-type" && Method is "HEAD")
            {
                continue;
            }

            if (!answer.Headers.TryGetValue(header.Name, out var ours))
            {
                differences.Add($"header {header.Name} is missing");
                continue;
            }

            var recorded = header.Value.GetString()!;
            var alike = header.Name switch
            {
                "content-type" => string.Equals(ours.Split(';')[0].Trim(), recorded.Split(';')[0].Trim(), StringComparison.Ordinal),
                "vary" => ours.Split(',', StringSplitOptions.TrimEntries).Contains(recorded, StringComparer.OrdinalIgnoreCase),
                "www-authenticate" => ours.StartsWith("Keystone uri=\"http", StringComparison.Ordinal),
                _ => ours.Length > 0,
            };
            if (!alike)
            {
                differences.Add($"header {header.Name}: '{ours}' instead of '{recorded}'");
            }
        }

        foreach (var name in new[] { "x-subject-token", "www-authenticate", "location" })
        {
            if (answer.Headers.ContainsKey(name) && !Headers.TryGetProperty(name, out _))
            {
                differences.Add($"header {name} was not recorded");
            }
        }
    }

    private static void CompareBody(JsonElement recorded, ContractAnswer answer, List<string> differences)
    {
        if (recorded.ValueKind == JsonValueKind.Null)
        {
            if (answer.Body.Length > 0)
            {
                differences.Add("a body, where none was recorded");
            }

            return;
        }

        try
        {
            GoldenShape.Compare(recorded, JsonElement.Parse(answer.Body), "", differences);
        }
        catch (JsonException)
        {
            differences.Add("the body is not JSON");
        }
    }

    private static Dictionary<int, GoldenExchange> Load()
    {
        var file = RepositoryFiles.PathOf("tests", "Haneul.ApiTests", "Conformance", "Recordings", "identity-v3.jsonl");
        return File.ReadLines(file).Select(line => new GoldenExchange(JsonElement.Parse(line))).ToDictionary(each => each.Number);
    }
}
