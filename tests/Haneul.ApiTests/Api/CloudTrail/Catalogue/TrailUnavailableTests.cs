using System.Text.Json;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>
/// While events can't be written, nothing is answered that would have one: every operation of the catalogue, allowed or not, gets 503 in its dialect, and the database is
/// afterwards what it was before.
/// </summary>
public sealed class TrailUnavailableTests(TrailUnavailableTests.BrokenWorld world) : IClassFixture<TrailUnavailableTests.BrokenWorld>
{
    // What stops guessing and replaying counts, however the call ends: a trail that is out of reach must be no way round it.
    private static readonly string[] KeptAllTheSame = ["iam_password_attempts", "iam_oauth_nonces"];

    [Fact]
    public async Task Every_call_is_answered_503_and_none_changes_anything()
    {
        var page = EventPage.Of(world.Services);
        var requests = new List<WalkRequest>();
        foreach (var row in world.Rows)
        {
            requests.Add(await row.AllowedAsync());
            requests.Add(await row.RefusedAsync());
        }

        await world.RunDueJobsAsync(); // What calls have planned for at once changes the database too.
        var before = await TrailTables.ContentsAsync(world);
        var wrong = new List<string>();
        world.Trail.IsBroken = true;
        try
        {
            foreach (var request in requests.Where(request => !page.Silent.Contains(request.Operation)))
            {
                if (await TryAsync(request) is { } fault)
                {
                    wrong.Add($"{request.Operation}, {request.Method} {request.Path}: {fault}");
                }
            }
        }
        finally
        {
            world.Trail.IsBroken = false;
        }

        var after = await TrailTables.ContentsAsync(world);
        wrong.AddRange(after.Where(static table => !KeptAllTheSame.Contains(table.Key)).Where(table => table.Value != before[table.Key]).Select(table => $"{table.Key} is not what it was: {FirstDifference(before[table.Key], table.Value)}"));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(world.Trail.Refused > 400, $"Only {world.Trail.Refused} events were refused.");
    }

    [Fact]
    public async Task What_needs_no_event_is_answered_all_the_same()
    {
        world.Trail.IsBroken = true;
        try
        {
            var (status, _) = await world.CallAsync(HttpMethod.Get, "/identity/v3", token: null);

            Assert.Equal(200, status);
        }
        finally
        {
            world.Trail.IsBroken = false;
        }
    }

    private async Task<string?> TryAsync(WalkRequest request)
    {
        using var message = request.ToMessage();
        using var response = await world.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        if ((int)response.StatusCode != 503)
        {
            return $"answered {(int)response.StatusCode}";
        }

        if (!response.Headers.Contains("Retry-After") || !response.Headers.Contains("X-Request-Id"))
        {
            return "does not say when to come again, or which request it was";
        }

        if (request.Method == HttpMethod.Head)
        {
            return null;
        }

        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error");
        var isInDialect = request.Operation.StartsWith("iam.", StringComparison.Ordinal)
            ? error.GetProperty("code").ValueKind == JsonValueKind.Number && error.GetProperty("title").GetString() == "Service Unavailable"
            : error.GetProperty("code").GetString() == "ServiceUnavailable";
        return isInDialect ? null : $"answered {error}";
    }

    private static string FirstDifference(string before, string after) =>
        string.Join(" / ", after.Split('\n').Except(before.Split('\n'), StringComparer.Ordinal).Concat(before.Split('\n').Except(after.Split('\n'), StringComparer.Ordinal)).Take(2));

    /// <summary>A trail that writes the event and then learns that it is not durable, when the test wants it.</summary>
    internal sealed class BreakableTrail(TrailWriter writer) : ITrail
    {
        private int _refused;

        public bool IsBroken { get; set; }

        public int Refused => _refused;

        public async ValueTask RecordAsync(ITransaction transaction, TrailEvent trailEvent)
        {
            await writer.RecordAsync(transaction, trailEvent);
            Break();
        }

        public async ValueTask RecordAsync(ITransaction transaction, IReadOnlyList<TrailEvent> trailEvents)
        {
            await writer.RecordAsync(transaction, trailEvents);
            Break();
        }

        public ValueTask AppendAsync(TrailEvent trailEvent, CancellationToken cancellation)
        {
            Break();
            return writer.AppendAsync(trailEvent, cancellation);
        }

        public ValueTask AppendAsync(IReadOnlyList<TrailEvent> trailEvents, CancellationToken cancellation)
        {
            Break();
            return writer.AppendAsync(trailEvents, cancellation);
        }

        private void Break()
        {
            if (IsBroken)
            {
                Interlocked.Increment(ref _refused);
                throw new StorageUnavailableException("The disk is full.");
            }
        }
    }

    /// <summary>A world whose trail can be broken.</summary>
    public sealed class BrokenWorld : WalkWorld
    {
        internal BreakableTrail Trail => (BreakableTrail)Services.GetRequiredService<ITrail>();

        protected override void ReplaceServices(IServiceCollection services)
        {
            base.ReplaceServices(services);
            services.AddSingleton<TrailWriter>();
            services.AddSingleton<ITrail, BreakableTrail>();
        }
    }
}
