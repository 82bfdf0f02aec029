using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.WebConsole.Pages;

/// <summary>Maps pages. Each area of the console lists its own in one method.</summary>
internal sealed class PageRoutes(IEndpointRouteBuilder routes, PageHandler handler)
{
    /// <summary>A page that is looked at. It changes nothing.</summary>
    public void Get(string path, Func<Page, Task<PageAnswer>> show, PageAudience audience = PageAudience.SignedIn) =>
        Map(routes.MapGet(path, context => handler.HandleAsync(context, audience, show)));

    /// <summary>A form that is sent to a page.</summary>
    public void Post(string path, Func<Page, Task<PageAnswer>> submit) =>
        Map(routes.MapPost(path, context => handler.HandleAsync(context, PageAudience.SignedIn, submit)));

    /// <summary>A form that anyone may send.</summary>
    /// <param name="path">The page.</param>
    /// <param name="submit">Does what the form is for.</param>
    /// <param name="showAgain">Shows a form that was sent too late, with what was typed.</param>
    public void PostByAnyone(string path, Func<Page, Task<PageAnswer>> submit, Func<Page, Task<PageAnswer>> showAgain) =>
        Map(routes.MapPost(path, context => handler.HandleAsync(context, PageAudience.Anyone, submit, showAgain)));

    private static void Map(IEndpointConventionBuilder route) => route.WithMetadata(new OutsideCatalogue()).Exactly();
}
