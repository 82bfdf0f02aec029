namespace Haneul.WebConsole.Pages;

/// <summary>What a page answers.</summary>
public abstract record PageAnswer
{
    private PageAnswer()
    {
    }

    /// <summary>A page is shown.</summary>
    /// <param name="View">The component of its content.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Parameters">Parameters of the component.</param>
    /// <param name="Status">HTTP status.</param>
    public sealed record Shown(Type View, string Title, IReadOnlyDictionary<string, object?> Parameters, int Status) : PageAnswer;

    /// <summary>The browser goes on to another page of the console; what a form that changed something answers.</summary>
    /// <param name="Path">The page, without the prefix of the console.</param>
    /// <param name="Notice">What is told there, once; null for nothing.</param>
    public sealed record Redirected(string Path, string? Notice) : PageAnswer;

    /// <summary>A file for the browser to keep.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="ContentType">Its type.</param>
    /// <param name="Content">Its bytes.</param>
    public sealed record Downloaded(string Name, string ContentType, ReadOnlyMemory<byte> Content) : PageAnswer;

    /// <summary>Something has answered already: a stream of the API.</summary>
    public sealed record Done : PageAnswer;
}
