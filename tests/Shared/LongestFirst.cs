using Xunit.Sdk;
using Xunit.v3;

namespace Haneul.Tests;

/// <summary>Begins with the classes that take long, so that none of them runs alone in the end.</summary>
/// <param name="names">Parts of the names of their collections, the longest first.</param>
public abstract class LongestFirst(params string[] names) : ITestCollectionOrderer
{
    /// <inheritdoc />
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => PlaceOf(collection.TestCollectionDisplayName))];

    private int PlaceOf(string name) =>
        Array.FindIndex(names, word => name.Contains(word, StringComparison.Ordinal)) is >= 0 and var place ? place : names.Length;
}
