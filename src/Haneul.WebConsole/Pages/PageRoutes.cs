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
    public void Post(string path, Func<Page, Task<PageAnswer>> submit, PageAudience audience = PageAudience.SignedIn) =>
        Map(routes.MapPost(path, context => handler.HandleAsync(context, audience, submit)));

    private static void Map(IEndpointConventionBuilder route) => route.WithMetadata(new OutsideCatalogue()).Exactly();
}
