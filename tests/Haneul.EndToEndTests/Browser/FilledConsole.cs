namespace Haneul.EndToEndTests.Browser;

/// <summary>A server with data, the pages that it has, and how they look in each language.</summary>
public sealed class FilledConsole(Chromium chromium) : IAsyncLifetime
{
    /// <summary>The name of the collection that shares it.</summary>
    public const string Collection = "Filled console";

    /// <summary>The languages of the console.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "ko"];

    private static readonly string[] BeforeSignIn = ["/sign-in", "/nothing"];

    /// <summary>Server and browser.</summary>
    public BrowserFixture Fixture { get; } = new(chromium);

    /// <summary>What there is.</summary>
    public ConsoleMap Map { get; private set; } = new([], []);

    /// <summary>What the pages look like.</summary>
    public PageSurvey Survey { get; } = new();

    /// <summary>What went wrong while they were open.</summary>
    public List<string> Problems { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await Fixture.InitializeAsync();
        await SampleData.FillAsync(Fixture.Server);
        foreach (var language in Languages)
        {
            await LookAsync(language);
        }
    }

    public ValueTask DisposeAsync() => Fixture.DisposeAsync();

    private async Task LookAsync(string language)
    {
        await using var visitor = await Fixture.OpenAsync(language);
        await Accessibility.LoadAsync(visitor);
        foreach (var path in BeforeSignIn)
        {
            await visitor.GoAsync(path);
            await Survey.LookAsync(visitor, path, language);
        }

        await using var window = await Fixture.OpenSignedInAsync(language);
        await Accessibility.LoadAsync(window);
        if (Map.Pages.Count == 0)
        {
            Map = await ConsoleMap.DrawAsync(window, Fixture.Bootstrap.UserId, path => Survey.LookAsync(window, path, language));
        }
        else
        {
            foreach (var path in Map.Pages)
            {
                await window.GoAsync(path);
                await Survey.LookAsync(window, path, language);
            }
        }

        Problems.AddRange([.. visitor.Problems, .. window.Problems]);
    }
}

/// <summary>Binds the fixture to its collection.</summary>
[CollectionDefinition(FilledConsole.Collection)]
public sealed class FilledConsoleCollection : ICollectionFixture<FilledConsole>;
