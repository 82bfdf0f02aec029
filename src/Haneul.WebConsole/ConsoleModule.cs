using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Storage.Migrations;
using Haneul.WebConsole.Errors;
using Haneul.WebConsole.Files;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;
using Microsoft.AspNetCore.Builder;

namespace Haneul.WebConsole;

/// <summary>
/// The console: pages for people in front of the services. It is no service: it has no operations and no permissions of its own, and everything it shows or changes goes
/// through the API, in the name of whoever is signed in (docs/adr/0027-console.md).
/// </summary>
public static class ConsoleModule
{
    /// <summary>Prefix of its paths, and the first label of its hosts.</summary>
    public const string Name = "console";

    /// <summary>Where it answers.</summary>
    public static ServiceDescriptor Descriptor { get; } = new ServiceDescriptor(Name, "Console", Dialect.Page).At(Name);

    /// <summary>Its tables.</summary>
    public static MigrationSource Migrations { get; } = new(Name, typeof(ConsoleModule).Assembly, typeof(ConsoleModule).Namespace + ".Migrations.");

    /// <summary>Registers what it needs.</summary>
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<PageEvents>().AddSingleton<SessionEndings>();
        services.AddSingleton<SessionTable>().AddSingleton<SessionCookie>().AddSingleton<Scopes>();
        services.AddSingleton<SignIn.PendingSignIns>().AddSingleton<FormTokens>().AddSingleton<PreferenceTable>();
        services.AddSingleton<PageServices>().AddSingleton<PageHandler>().AddSingleton<PageRenderer>().AddSingleton<ConsoleFiles>();
        services.AddSingleton<IErrorPages, ErrorPages>();
        services.AddHostedService<SessionSweep>();
    }

    /// <summary>Maps its pages: the table of contents of the console.</summary>
    public static void MapPages(WebApplication app)
    {
        var group = app.MapGroup("/" + Name);
        app.Services.GetRequiredService<ConsoleFiles>().Map(group);
        var pages = new PageRoutes(group, app.Services.GetRequiredService<PageHandler>());
        SignIn.SignInPages.Map(pages);
        Overview.OverviewPages.Map(pages);
        Search.SearchPages.Map(pages);
        Profile.ProfilePages.Map(pages);
        AccessKeys.AccessKeyPages.Map(pages);
        Secrets.SecretPages.Map(pages);
        Keys.KeyPages.Map(pages);
        Events.EventPages.Map(pages);
        Iam.IamPages.Map(pages);
        Iam.AccessKeys.OrganisationAccessKeyPages.Map(pages);
        Iam.Decisions.DecisionPages.Map(pages);
        Settings.SettingsPages.Map(pages);
    }
}
