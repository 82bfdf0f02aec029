using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>The names of events are those of the vendor's catalogue, letter by letter, wherever it has one.</summary>
public sealed class CatalogueNamesTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private EventPage Page => EventPage.Of(fixture.Services);

    [Fact]
    public void Every_row_of_the_catalogue_is_made_or_says_why_not()
    {
        var made = Page.All.ToHashSet();

        var wrong = WalkTables.Names.Where(row => made.Contains((row.Service, row.Event)) == row.WhyNot.Length > 0);

        Assert.Empty(wrong.Select(static row => $"{row.Service}: {row.Event}: {(row.WhyNot.Length > 0 ? "is made, but has a reason why not" : "is not made")}"));
        Assert.True(WalkTables.Names.Count > 70);
    }

    [Fact]
    public void An_event_with_a_name_of_the_catalogue_is_of_its_kind()
    {
        var rows = WalkTables.Names.ToLookup(static row => (row.Service, row.Event.Name), static row => row.Event);

        var wrong = Page.All.Where(made => rows.Contains((made.Service, made.Event.Name)) && !rows[(made.Service, made.Event.Name)].Contains(made.Event));

        Assert.Empty(wrong);
    }
}
