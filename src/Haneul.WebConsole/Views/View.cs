using Haneul.WebConsole.Api;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole;

/// <summary>A component of the console. It has the page that it is part of.</summary>
public abstract class View : ComponentBase
{
    /// <summary>The page.</summary>
    [CascadingParameter]
    public Page Page { get; set; } = null!;

    /// <summary>A text in the person's language.</summary>
    protected string T(Text text) => Page.T(text);

    /// <summary>A text in the person's language, with arguments.</summary>
    protected string T(Text text, params object?[] arguments) => Page.T(text, arguments);

    /// <summary>The address of a page of the console.</summary>
    protected string Href(ApiPath path) => Page.Href(path);
}

/// <summary>The content of a page, shown from a model.</summary>
/// <typeparam name="TModel">What it shows.</typeparam>
public abstract class View<TModel> : View
{
    /// <summary>What it shows.</summary>
    [Parameter]
    [EditorRequired]
    public TModel Model { get; set; } = default!;
}
