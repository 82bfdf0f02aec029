using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>Whatever a receiver answers, an attempt ends in bounded time and as one of the outcomes that are told.</summary>
public sealed class HostileReceiverTests(NotificationsFixture fixture) : IClassFixture<NotificationsFixture>
{
    [Theory]
    [InlineData("", "unreachable")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", "unreachable")]
    [InlineData("\0\0\0\0\r\n\r\n", "odd_answer")]
    [InlineData("SSH-2.0-OpenSSH\r\n", "odd_answer")]
    [InlineData("HTTP/1.1 OK\r\n\r\n", "odd_answer")]
    [InlineData("HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n", "odd_answer")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", "odd_answer")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "odd_answer")]
    [InlineData("HTTP/1.1 307 Elsewhere\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n", "3xx")]
    public async Task What_is_no_answer_is_told_as_such(string answer, string outcome)
    {
        await using var server = RawServer.Closing(answer);

        Assert.Equal(outcome, await TestAsync(server.Url));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", "2xx")]
    [InlineData("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n", "5xx")]
    public async Task A_body_that_never_ends_is_not_waited_for(string answer, string outcome)
    {
        await using var server = RawServer.Holding(answer);

        Assert.Equal(outcome, await TestAsync(server.Url));
    }

    [Fact]
    public async Task Headers_without_end_are_given_up()
    {
        await using var server = RawServer.Closing($"HTTP/1.1 200 OK\r\nX: {new string('x', 100_000)}\r\n\r\n");

        Assert.Equal("odd_answer", await TestAsync(server.Url));
    }

    [Fact]
    public async Task An_answer_that_is_only_announced_is_given_ten_seconds()
    {
        await using var server = RawServer.Holding("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n");
        var testing = TestAsync(server.Url);
        await server.Answered.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        fixture.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("timeout", await testing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private async Task<string?> TestAsync(string url)
    {
        var admin = await fixture.NewAdminAsync();
        var rule = await fixture.CreateRuleAsync(admin.Token, url + "/");
        var (status, body) = await fixture.CallRuleAsync("SendTestNotification", HttpMethod.Post, $"/{rule.Id}/test-message", admin.Token);
        Assert.True(status == 200, body.GetRawText());
        return body.GetProperty("test").GetProperty("outcome").GetString();
    }
}
