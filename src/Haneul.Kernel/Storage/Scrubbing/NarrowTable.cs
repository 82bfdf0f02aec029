namespace Haneul.Kernel.Storage.Scrubbing;

/// <summary>
/// A table of wrapped keys and nothing else, so that rewriting it is cheap: without the key, what stands in other tables is lost. A service that has one
/// registers it as a singleton.
/// </summary>
/// <param name="Name">Name of the table: lower-case letters and underscores.</param>
public sealed record NarrowTable(string Name);
