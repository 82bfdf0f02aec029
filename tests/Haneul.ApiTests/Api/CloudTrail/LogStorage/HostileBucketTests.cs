using System.Net;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Outbound;
using Haneul.Security.CloudTrail.LogStorage;
using Haneul.Security.CloudTrail.LogStorage.Buckets;

namespace Haneul.ApiTests.Api.CloudTrail.LogStorage;

/// <summary>Whatever a service answers that a project has named, an upload ends in bounded time and as one of the four failures.</summary>
public sealed class HostileBucketTests
{
    private static readonly string Long = new('x', 100_000);

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 16384\r\n\r\n<")]
    [InlineData("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n<Code>")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n")]
    public async Task A_service_that_never_finishes_its_answer_is_given_up(string answer)
    {
        var time = new ManualTimeProvider();
        await using var server = RawServer.Holding(answer);
        using var client = new BucketClient(new OutboundAddresses([IPNetwork.Parse("127.0.0.0/8")]), time);
        var putting = PutAsync(client, server.Url);
        await server.Answered.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(putting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("TRAIL_999-001", (await putting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken))?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("SSH-2.0-OpenSSH\r\n")]
    [InlineData("HTTP/1.1 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 10\r\n\r\n<C")]
    [InlineData("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\n")]
    [InlineData("HTTP/1.1 500 No\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd")]
    [InlineData("HTTP/1.1 307 Elsewhere\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")]
    public async Task Whatever_is_no_answer_of_a_bucket_is_a_failure(string answer) => Assert.Equal("TRAIL_999-001", await FailureAsync(answer));

    [Fact]
    public async Task Headers_without_end_and_a_code_behind_much_text_are_not_read_and_a_length_that_is_none_is_not_believed()
    {
        Assert.Equal("TRAIL_999-001", await FailureAsync($"HTTP/1.1 403 Forbidden\r\nX: {Long}\r\n\r\n"));
        Assert.Equal("TRAIL_400-002", await FailureAsync($"HTTP/1.1 403 Forbidden\r\nContent-Length: 100020\r\n\r\n{Long}<Code>NoSuchBucket"));
        Assert.Equal("TRAIL_400-002", await FailureAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 99999999999999999999\r\n\r\n"));
        Assert.Equal("TRAIL_400-003", await FailureAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 26\r\n\r\n<Code>NoSuchBucket</Code>\n"));
    }

    private static async Task<string?> FailureAsync(string answer)
    {
        await using var server = RawServer.Closing(answer);
        using var client = new BucketClient(new OutboundAddresses([IPNetwork.Parse("127.0.0.0/8")]), TimeProvider.System);
        return (await PutAsync(client, server.Url))?.Code;
    }

    private static Task<LogStorageFailure?> PutAsync(BucketClient client, string url) => client.PutAsync(
        new BucketAddress(url, "r", "bucket", "k"), "secret"u8.ToArray(), "trail/x", "text/plain", "content"u8.ToArray(), TestContext.Current.CancellationToken).AsTask();
}
