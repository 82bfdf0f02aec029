using System.Net;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>What is wrong with a request is told on a page, with every header, in the person's language and without a detail of the server.</summary>
public sealed class ErrorPageTests(ErrorPageTests.BreakableFixture fixture) : IClassFixture<ErrorPageTests.BreakableFixture>
{
    [Theory]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/PROFILE", 404)]
    [InlineData("GET", "/sign-out", 405)]
    [InlineData("PUT", "/profile", 405)]
    [InlineData("DELETE", "/profile", 405)]
    [InlineData("PATCH", "/sign-in", 405)]
    [InlineData("OPTIONS", "/sign-in", 405)]
    [InlineData("BREW", "/sign-in", 405)]
    [InlineData("GET", "/identity/v3/auth/tokens", 404)]
    public async Task An_unknown_page_or_method_is_answered_by_a_page(string method, string path, int status)
    {
        foreach (var (language, word) in new[] { ("en", "Back to the overview"), ("ko", "개요로 돌아가기") })
        {
            using var browser = new ConsoleBrowser(fixture) { Headers = { ["Accept-Language"] = language } };
            await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

            Assert.Equal(status, (int)browser.Status);
            Assert.Equal("text/html", browser.Response.Content.Headers.ContentType?.MediaType);
            Assert.Contains(word, browser.Text, StringComparison.Ordinal);
            Assert.Empty(SecureAnswer.ProblemsOf(browser.Response));
            if (status == 405)
            {
                Assert.NotEmpty(browser.Response.Content.Headers.Allow);
            }
        }
    }

    [Theory]
    [InlineData("en", "Nothing was changed; please try again.")]
    [InlineData("ko", "변경된 내용은 없으니 다시 시도하세요.")]
    public async Task A_store_out_of_reach_is_told_on_a_page(string language, string word)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        browser.Headers["Accept-Language"] = language;
        using (fixture.Break())
        {
            await browser.GoAsync("/profile");
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.Contains(word, browser.Text, StringComparison.Ordinal);
        Assert.True(browser.Response.Headers.Contains("Retry-After"));
        Assert.Empty(SecureAnswer.ProblemsOf(browser.Response));
        Assert.DoesNotContain(BreakableFixture.Detail, browser.Body, StringComparison.Ordinal);

        // The session outlives it.
        await browser.GoAsync("/profile");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task A_store_that_takes_nothing_lets_no_form_through()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/projects/choose");
        var form = browser.Fill("main form");
        using (fixture.Break())
        {
            await browser.SendAsync(form);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
    }

    [Fact]
    public async Task A_head_that_is_too_large_gets_no_page_of_the_server_software()
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in?return=/" + new string('x', 6000));

        Assert.InRange((int)browser.Status, 200, 499);
        Assert.DoesNotContain("Kestrel", browser.Body, StringComparison.OrdinalIgnoreCase);
        Assert.False(browser.Response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_stream_whose_session_could_not_be_looked_at_once_ends_with_it_nonetheless()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        using var response = await browser.OpenStreamAsync("/events/stream");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using (fixture.Break())
        {
            // Others come to the store at these times too: one of several looks is that of the stream.
            for (var round = 0; round < 10; round++)
            {
                var refusals = fixture.Refusals;
                fixture.Time.Advance(TimeSpan.FromSeconds(6));
                while (fixture.Refusals == refusals)
                {
                    TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                    await Task.Yield();
                }
            }
        }

        await browser.SubmitAsync("form[action='/sign-out']");
        var end = Task.Run(() => ReadToEndAsync(stream), TestContext.Current.CancellationToken);
        while (!end.IsCompleted)
        {
            // The look of before may still be under way.
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(end, Task.Run(static () => { }, TestContext.Current.CancellationToken));
        }

        await end;
    }

    private static async Task ReadToEndAsync(Stream stream)
    {
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) > 0)
            {
                // What happened before the end.
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // Cut off.
        }
    }

    /// <summary>A server whose store can be out of reach for a while.</summary>
    public sealed class BreakableFixture : ConsoleFixture
    {
        /// <summary>What only the log may tell.</summary>
        public const string Detail = "disk 7 of the rack in the cellar";

        private BreakableDatabase? _database;

        /// <summary>How many times somebody has come to it while it was away.</summary>
        public int Refusals => _database!.Refusals;

        /// <summary>Takes the store away until the end of the block.</summary>
        public IDisposable Break() => new Outage(_database!);

        protected override void ReplaceServices(IServiceCollection services)
        {
            base.ReplaceServices(services);
            _database = new BreakableDatabase((IDatabase)services.Last(static service => service.ServiceType == typeof(IDatabase)).ImplementationInstance!);
            services.AddSingleton<IDatabase>(_database);
        }

        private sealed class Outage : IDisposable
        {
            private readonly BreakableDatabase _database;

            public Outage(BreakableDatabase database)
            {
                _database = database;
                database.IsBroken = true;
            }

            public void Dispose() => _database.IsBroken = false;
        }

        private sealed class BreakableDatabase(IDatabase inner) : IDatabase
        {
            private int _refusals;

            public bool IsBroken { get; set; }

            public int Refusals => Volatile.Read(ref _refusals);

            public DatabaseEngine Engine => inner.Engine;

            public ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default) => Reached().ReadAsync(work, cancellation);

            public ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default) => Reached().WriteAsync(work, cancellation);

            public ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default) => Reached().AppendAsync(work, cancellation);

            public ValueTask ProbeAsync(CancellationToken cancellation = default) => Reached().ProbeAsync(cancellation);

            private IDatabase Reached()
            {
                if (!IsBroken)
                {
                    return inner;
                }

                Interlocked.Increment(ref _refusals);
                throw new StorageUnavailableException(Detail);
            }
        }
    }
}
