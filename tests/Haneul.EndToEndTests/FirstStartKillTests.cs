using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>Power cuts during the first start: nothing or everything is there afterwards.</summary>
public sealed class FirstStartKillTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_first_start_killed_at_any_moment_leaves_nothing_or_everything()
    {
        // Steps of a few milliseconds walk the kill through the whole start.
        for (var delay = 40; delay <= 640; delay += 40)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, $"killed-{delay}")).FullName;
            await using (var killed = ServerProcess.Launch(folder))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(delay), TimeProvider.System);
                await killed.KillAsync();
            }

            await using var server = await ServerProcess.StartAsync(folder);
            using var client = new ApiClient(server);
            Assert.NotEmpty(await client.SignInAsync());
        }
    }
}
