using Haneul.EndToEndTests.Infrastructure;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>Begins with the classes that take long, so that none of them runs alone in the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        "StolenDatabaseTests", "RotationUnderLoadTests", "Clients", "Filled console", "FirstStartKillTests", "CrashTests", "FirstStartTests", "JourneyTests",
    ];

    /// <inheritdoc />
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(static collection => PlaceOf(collection.TestCollectionDisplayName))];

    private static int PlaceOf(string name) =>
        Array.FindIndex(Long, word => name.Contains(word, StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length;
}
