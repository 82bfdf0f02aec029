using System.Globalization;

namespace Haneul.EndToEndTests.Browser;

/// <summary>
/// Measures the first paint of the console in a window without cache and cookies. Run by <c>eng/bench.sh console</c>, which names the file for the figures; no part of a run of
/// all tests, because what a clock says is no test.
/// </summary>
public sealed class FirstPaint(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string FileVariable = "HANEUL_FIRST_PAINT";
    private const int Rounds = 15;

    [Fact(Explicit = true)]
    public async Task The_first_paint_is_measured()
    {
        var file = Environment.GetEnvironmentVariable(FileVariable) ?? "";
        Assert.False(file.Length == 0, $"{FileVariable} names no file: eng/bench.sh console measures.");
        var lines = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            await using (var cold = await fixture.OpenAsync())
            {
                lines.Add("sign-in " + await MeasureAsync(cold, "/sign-in"));
            }

            await using var window = await fixture.OpenSignedInAsync();
            lines.Add("overview " + await MeasureAsync(window, "/"));
        }

        await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
    }

    // Milliseconds from the start of the navigation until something of the page is seen.
    private static async Task<string> MeasureAsync(BrowserWindow window, string path)
    {
        await window.GoAsync(path);
        var paint = await window.EvaluateAsync(
            "new Promise(done => new PerformanceObserver(list => done(list.getEntriesByName('first-contentful-paint')[0].startTime)).observe({ type: 'paint', buffered: true }))");
        return paint.GetDouble().ToString("0.0", CultureInfo.InvariantCulture);
    }
}
