using Haneul.WebConsole.Api;

namespace Haneul.WebConsole.Views;

/// <summary>What a page tells that could not do what was asked.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Link">Where to go on; null for the overview.</param>
/// <param name="LinkText">The text of the link.</param>
public sealed record ProblemModel(string Title, string Text, string? Link, string? LinkText)
{
    /// <summary>Where a refusal is explained, for a page of the console; null for none.</summary>
    public ApiPath? Why { get; init; }
}
