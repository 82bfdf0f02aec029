using System.Diagnostics;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Requests;

/// <summary>The span of a request names its operation, and holds nothing that the caller wrote.</summary>
public sealed class SpanTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/secrets-manager/api/v1/secrets?limit=7&hidden=canary-query", "secrets-manager.ListSecrets", "/secrets-manager/api/v1/secrets", 400)]
    [InlineData("/secrets-manager/api/v1/secrets/canary-path", "secrets-manager.GetSecret", "/secrets-manager/api/v1/secrets/{secretId}", 404)]
    [InlineData("/nowhere/canary-path?x=canary-query", "GET", null, 404)]
    public async Task A_span_tells_operation_route_and_status_and_no_more(string path, string name, string? route, int status)
    {
        var token = await fixture.SignInAsync();
        var requestId = $"span-{name}-{status}";
        var ended = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (requestId.Equals(activity.GetTagItem("haneul.request_id")))
                {
                    ended.TrySetResult(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Auth-Token", token);
        request.Headers.Add("X-Request-Id", requestId);
        using var response = await fixture.Http.SendAsync(request);
        var span = await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(name, span.DisplayName);
        Assert.Equal("GET", span.GetTagItem("http.request.method"));
        Assert.Equal(status, span.GetTagItem("http.response.status_code"));
        Assert.Equal(route, span.GetTagItem("http.route"));
        Assert.All(span.TagObjects, tag =>
        {
            var text = tag.Value?.ToString() ?? "";
            Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
            Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        });
    }
}
