using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Conformance;

/// <summary>The whole recording with a stock Keystone, played in order against a fresh server.</summary>
public sealed class RecordingReplayTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    /// <summary>The exchange whose token is the administrator's in the project: the caller where nothing else is said.</summary>
    private const int Administrator = 4;

    /// <summary>The exchange whose token is the recorded user's in the recorded project.</summary>
    private const int User = 136;

    /// <summary>No exchange issued it.</summary>
    private const int Garbage = 0;

    private readonly Dictionary<int, string> _tokens = new() { [Garbage] = "garbage" };

    [Fact]
    public async Task Every_recorded_exchange_played_in_order_gives_the_recorded_answer()
    {
        var names = new RecordedNames(fixture.Http.BaseAddress!.ToString().TrimEnd('/') + "/identity/v3");
        names.Learn("<password>", fixture.Bootstrap.Password);
        await NameTheProjectAsRecordedAsync();

        var report = new List<string>();
        foreach (var exchange in GoldenExchange.All.Values.OrderBy(each => each.Number))
        {
            using var request = Request(exchange, names);
            using var response = await fixture.Http.SendAsync(request);
            if (response.Headers.TryGetValues("X-Subject-Token", out var issued) && exchange.Method is "POST")
            {
                _tokens[exchange.Number] = issued.Single();
            }

            var differences = new RecordedAnswer(exchange, names).Compare(await ContractAnswer.ReadAsync(response));
            if (differences.Count > 0)
            {
                report.Add($"{exchange.Number} {exchange.Title}: {exchange.Method} {exchange.Path}\n    {string.Join("\n    ", differences)}");
            }
        }

        Assert.Equal(229, GoldenExchange.All.Count);
        Assert.True(report.Count == 0, $"{report.Count} of {GoldenExchange.All.Count} exchanges differ:\n{string.Join('\n', report)}");
    }

    /// <summary>The recorded server's first project has another name than ours.</summary>
    private async Task NameTheProjectAsRecordedAsync()
    {
        var (status, _) = await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/projects/{fixture.Bootstrap.ProjectId}", await fixture.AdminTokenAsync(), """
            {"project":{"name":"admin","description":"Bootstrap project for initializing the cloud."}}
            """);
        Assert.Equal(200, status);
    }

    private HttpRequestMessage Request(GoldenExchange exchange, RecordedNames names)
    {
        // The recording's root answers the list of versions; ours stands one step above the version.
        var path = exchange.Number == 1 ? "/identity" : "/identity/v3" + names.Translate(exchange.Path);
        var request = new HttpRequestMessage(HttpMethod.Parse(exchange.Method), path);
        foreach (var header in exchange.RequestHeaders.EnumerateObject().Where(header => header.Name is not "Content-Type"))
        {
            request.Headers.Add(header.Name, header.Name switch
            {
                "X-Auth-Token" => TokenOf(CallerOf(exchange.Number)),
                "X-Subject-Token" => TokenOf(SubjectOf(exchange.Number)),
                _ => header.Value.GetString(),
            });
        }

        if (exchange.Request.ValueKind is not JsonValueKind.Null)
        {
            var text = exchange.Request.ValueKind is JsonValueKind.String ? exchange.Request.GetString()! : exchange.Request.GetRawText();
            var body = names.Translate(text).Replace("<token>", TokenOf(exchange.Number is 164 ? 155 : Administrator), StringComparison.Ordinal);
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = exchange.RequestHeaders.TryGetProperty("Content-Type", out var type) ? MediaTypeHeaderValue.Parse(type.GetString()!) : null;
        }

        return request;
    }

    private string TokenOf(int exchange) => _tokens.GetValueOrDefault(exchange, $"the-token-that-exchange-{exchange}-did-not-give");

    /// <summary>The exchange that issued the caller's token; the recording has none, but its titles and effects tell.</summary>
    private static int CallerOf(int exchange) => exchange switch
    {
        22 => Garbage,
        30 => 28,
        (>= 137 and <= 154) or 168 or 171 or (>= 182 and <= 185) or (>= 187 and <= 189) => User,
        162 or 170 => 155,
        _ => Administrator,
    };

    /// <summary>The exchange that issued the token that is looked at.</summary>
    private static int SubjectOf(int exchange) => exchange switch
    {
        20 => Garbage,
        29 or 31 => 28,
        163 or 169 => 155,
        166 or 167 => 165,
        _ => Administrator,
    };
}
