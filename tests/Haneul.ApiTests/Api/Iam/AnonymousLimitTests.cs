using System.Net;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Pipeline;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam;

/// <summary>What an address without a valid credential may do in a minute.</summary>
public sealed class AnonymousLimitTests(AnonymousLimitTests.LimitedFixture fixture) : IClassFixture<AnonymousLimitTests.LimitedFixture>
{
    private string Right => IamRequests.ByKeyId(fixture.Bootstrap.AccessKeyId, fixture.Bootstrap.AccessKeySecret);

    private string Wrong => IamRequests.ByKeyId(fixture.Bootstrap.AccessKeyId, "wrong-secret");

    [Fact]
    public async Task Over_the_limit_a_right_secret_looks_like_a_wrong_one_until_the_minute_is_over()
    {
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("401 401 401 429 429", await IssueAsync(Wrong, Wrong, Wrong, Wrong, Wrong));
        using var refused = await fixture.IssueAsync(Right);
        await refused.RefusedAsync(429);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);

        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("201 201 201 201 201", await IssueAsync(Right, Right, Right, Right, Right));
    }

    [Fact]
    public async Task Over_the_limit_a_token_that_was_valid_lately_works_and_one_that_was_not_is_not_looked_up()
    {
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        var used = await fixture.SignInAsync();
        var unused = await fixture.SignInAsync();
        Assert.NotNull(await fixture.RolesOfAsync(used));
        Assert.Equal("401 401 401 429", await IssueAsync(Wrong, Wrong, Wrong, Wrong));

        Assert.NotNull(await fixture.RolesOfAsync(used));
        await AssertStatusAsync(429, unused);
        await AssertStatusAsync(429, "gAAAAA" + new string('x', 64));
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await fixture.RolesOfAsync(unused));
    }

    [Fact]
    public async Task What_is_over_the_limit_leaves_no_event_and_no_words_of_the_caller()
    {
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        var before = await CountAsync($"SELECT COUNT(*) FROM trail_events");
        for (var number = 0; number < 10; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, IamRequests.Tokens) { Content = new StringContent(Wrong, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("User-Agent", $"fresh-{number}");
            using var response = await fixture.Http.SendAsync(request, TestContext.Current.CancellationToken);
        }

        Assert.Equal(before + 3, await CountAsync($"SELECT COUNT(*) FROM trail_events"));
        Assert.Equal(0, await CountAsync($"SELECT COUNT(*) FROM trail_origins WHERE user_agent LIKE 'fresh-%'"));
        Assert.Equal(3, await CountAsync($"SELECT COUNT(*) FROM trail_events WHERE additional_info LIKE '%\"user_agent\":\"fresh-%'"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_does_not_exist_waits_for_the_disk_as_who_does(bool byPassword)
    {
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        var minute = fixture.Time.GetUtcNow().ToUnixTimeSeconds() / 60;
        var body = byPassword
            ? IamRequests.ByPassword("""{"name":"nobody","domain":{"id":"default"},"password":"x"}""", null)
            : IamRequests.ByKeyId(IamRequests.NoId, "x");

        Assert.Equal("401 401 401 429", await IssueAsync(body, body, body, body));

        Assert.Equal(3, await CountAsync($"SELECT failures FROM iam_unknown_sign_ins WHERE minute = {minute} AND address = '127.0.0.1'"));
    }

    [Fact]
    public async Task A_password_that_nobody_can_have_is_recorded_like_any_wrong_one()
    {
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        var before = await CountAsync($"SELECT COUNT(*) FROM trail_events");

        Assert.Equal("401", await IssueAsync(IamRequests.ByPassword($"{{\"id\":\"{fixture.Bootstrap.UserId}\",\"password\":\"{new string('x', 2000)}\"}}", null)));

        Assert.Equal(before + 1, await CountAsync($"SELECT COUNT(*) FROM trail_events"));
    }

    private async Task<string> IssueAsync(params string[] bodies)
    {
        var statuses = new List<int>();
        foreach (var body in bodies)
        {
            using var response = await fixture.IssueAsync(body);
            statuses.Add((int)response.StatusCode);
        }

        return string.Join(' ', statuses);
    }

    private async Task AssertStatusAsync(int status, string token)
    {
        using var response = await fixture.OnTokenAsync(HttpMethod.Get, token, token);
        await response.RefusedAsync(status);
    }

    private async Task<long> CountAsync(Sql sql) => await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(
        session => session.QueryFirstOrDefaultAsync(sql, static row => row.GetInt64(0)), TestContext.Current.CancellationToken);

    /// <summary>A server that lets an address fail three times a minute.</summary>
    public sealed class LimitedFixture : ApiFixture
    {
        protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?> { ["Haneul:AnonymousFailuresPerMinute"] = "3" };
    }
}

/// <summary>How the failures are counted.</summary>
public sealed class AnonymousFailuresTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Attempts_that_are_under_way_count_until_they_pass()
    {
        var failures = new AnonymousFailures(_time, 2);
        var address = IPAddress.Parse("192.0.2.1");
        var first = failures.TryEnter(address);
        failures.TryEnter(address).Failed();
        Assert.Equal(60, failures.TryEnter(address).RetryAfterSeconds);

        first.Passed();

        Assert.Null(failures.TryEnter(address).RetryAfterSeconds);
        Assert.Equal(2, failures.Total);
    }

    [Fact]
    public void An_attempt_that_passes_in_the_next_minute_takes_nothing_from_it()
    {
        var failures = new AnonymousFailures(_time, 1);
        var early = failures.TryEnter(null);
        _time.Advance(TimeSpan.FromMinutes(1));
        failures.TryEnter(null).Failed();

        early.Passed();

        Assert.NotNull(failures.TryEnter(null).RetryAfterSeconds);
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void An_IPv6_network_of_64_bits_counts_as_one_address(string one, string other, bool isSame)
    {
        var failures = new AnonymousFailures(_time, 1);
        failures.TryEnter(IPAddress.Parse(one)).Failed();

        Assert.Equal(isSame, failures.TryEnter(IPAddress.Parse(other)).RetryAfterSeconds is not null);
    }

    [Theory]
    [InlineData("2001:db8::ffff:1", "2001:db8::/64")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    public void A_group_of_addresses_is_written_as_usual(string address, string expected) =>
        Assert.Equal(expected, AddressGroup.Of(IPAddress.Parse(address)).ToString());

    [Fact]
    public void Addresses_beyond_the_most_that_are_told_apart_share_one_count()
    {
        var failures = new AnonymousFailures(_time, 1);
        for (var number = 0; number < AnonymousFailures.MostAddresses; number++)
        {
            Assert.Null(failures.TryEnter(new IPAddress(number)).RetryAfterSeconds);
        }

        Assert.Null(failures.TryEnter(IPAddress.Parse("192.0.2.1")).RetryAfterSeconds);
        Assert.NotNull(failures.TryEnter(IPAddress.Parse("192.0.2.2")).RetryAfterSeconds);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(failures.TryEnter(IPAddress.Parse("192.0.2.2")).RetryAfterSeconds);
    }
}
