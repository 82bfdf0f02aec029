using System.Net;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Operations.Streams;
using Haneul.Kernel.Outbound;
using Haneul.Kernel.Pipeline;
using Haneul.Kernel.Pipeline.Dispatching;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Migrations;
using Haneul.Kernel.Storage.Scrubbing;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.Iam.Passwords;
using Haneul.Server.Logging;
using Haneul.Server.Observability;
using Haneul.Server.Pages;
using Haneul.Server.Start;
using Haneul.WebConsole;
using Microsoft.Extensions.Logging.Console;

namespace Haneul.Server;

/// <summary>Puts the server together and runs it: configuration, folder, database, keys, services, pipeline, listening.</summary>
internal static class HaneulServer
{
    /// <summary>Exit code for a start that was refused (sysexits' EX_CONFIG).</summary>
    private const int Refused = 78;

    /// <summary>Runs until the process is told to stop. A refused start tells why on standard error and gives an exit code other than 0.</summary>
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellation)
    {
        return await RefusableAsync(async () =>
        {
            await using var server = await StartAsync(settings, ServerParts.Real, cancellation);
            server.PrintBanner(Console.Out, !Console.IsOutputRedirected);
            await server.App.WaitForShutdownAsync(cancellation);
            return 0;
        });
    }

    /// <summary>Runs what may refuse the settings or the database: then tells why on standard error and gives the exit code for it.</summary>
    internal static async Task<int> RefusableAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (exception is ConfigurationRefusedException or StorageRefusedException or StartRefusedException or CatalogueGapException)
        {
            await Console.Error.WriteLineAsync("Haneul did not start: " + Redaction.Apply(exception.Message));
            return Refused;
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync("Haneul did not start: the address is in use by another program. Choose another with --urls.");
            return Refused;
        }
    }

    /// <summary>Starts a server on settings that win over files and environment.</summary>
    internal static async Task<RunningServer> StartAsync(IReadOnlyDictionary<string, string?> settings, ServerParts parts, CancellationToken cancellation)
    {
        var installation = await OpenAsync(settings, parts, cancellation);
        try
        {
            var services = installation.App.Services;
            var created = await services.GetRequiredService<FirstStart>().RunAsync(FirstUrl(installation.Addresses, installation.Options), cancellation);
            await services.GetRequiredService<TrailChain>().OpenAsync(cancellation);
            services.GetRequiredService<OperationCatalogue>().Operations = services.GetRequiredService<CatalogueCheck>().Verify();
            await installation.App.StartAsync(cancellation);
            return new RunningServer(installation, created, OpenTelemetryExport.StartIfAsked());
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the installation that settings name, without serving anybody.</summary>
    internal static async Task<Installation> OpenAsync(IReadOnlyDictionary<string, string?> settings, ServerParts parts, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        Configure(builder.Configuration, settings);
        var options = HaneulOptions.Read(builder.Configuration);
        var addresses = ListenAddresses.Read(builder.Configuration["urls"], options);
        builder.Configuration["urls"] = null; // Read here, with the checks; the framework would warn that it is not the one who listens.

        var folder = DataFolderLock.Acquire(options.DataDirectory);
        IDatabase? database = null;
        try
        {
            database = await new DatabaseFactory(parts.Random, TimeProvider.System).OpenAsync(options.Database, options.DataDirectory, cancellation);
            await Migrator.MigrateAsync(database, ServiceModules.Migrations, parts.Time, cancellation);
            return new Installation(Build(builder, options, addresses, database, parts), database, folder, options, addresses);
        }
        catch
        {
            if (database is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync();
            }

            folder.Dispose();
            throw;
        }
    }

    /// <summary>Where settings come from, the later ones winning: docs/operating.md, settings.</summary>
    internal static IConfigurationManager Configure(IConfigurationManager configuration, IReadOnlyDictionary<string, string?> settings)
    {
        configuration
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(settings);
        return configuration;
    }

    private static WebApplication Build(WebApplicationBuilder builder, HaneulOptions options, ListenAddresses addresses, IDatabase database, ServerParts parts)
    {
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => KestrelSetup.Apply(kestrel, addresses, options));
        if (options.TlsCertificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddConsole(console =>
        {
            console.FormatterName = RedactingJsonFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        builder.Logging.AddConsoleFormatter<RedactingJsonFormatter, ConsoleFormatterOptions>();

        // The framework's request log prints whole URLs, and callers put secrets even there; no level that an operator asks for turns it on.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Error);

        var services = builder.Services;
        services.AddRoutingCore();
        services.AddSingleton(parts.Time).AddSingleton(parts.Random).AddSingleton<IdGenerator>();
        services.AddSingleton(options).AddSingleton(addresses).AddSingleton(database);
        services.AddSingleton(new AddressBook(ServiceModules.Descriptors, options.Region, options.Domain, options.PublicUrl, ConsoleModule.Descriptor));
        services.AddSingleton(new PublicUrls(options.PublicUrl, options.Region));
        services.AddSingleton(new ContractCatalogue(OpenContract));
        services.AddSingleton(new PipelineOptions(addresses.IsLoopbackOnly, ForwardedHeaders(options)));
        services.AddSingleton<CallDispatcher>().AddSingleton<CallServices>().AddSingleton<StreamServices>().AddSingleton<RequestMetrics>().AddSingleton<PrometheusMetrics>();
        services.AddSingleton(provider => new AnonymousFailures(provider.GetRequiredService<TimeProvider>(), options.AnonymousFailuresPerMinute));
        services.AddSingleton(ProcessIdentity.Of(parts.Time)).AddSingleton<OperationCatalogue>().AddSingleton<OpenApiDocuments>().AddSingleton<FirstStart>();
        services.AddSingleton<FirstPassword>().AddSingleton<IFirstPassword>(static provider => provider.GetRequiredService<FirstPassword>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CatalogueCheck>(provider));
        services.AddSingleton(new OutboundAddresses(options.AllowPrivateTargets));
        services.AddSingleton<AllowLists>().AddSingleton<PageCursors>().AddSingleton<VersionTurns>();
        services.AddJobs().AddScrubbing();
        ServiceModules.AddServices(services);
        ConsoleModule.AddServices(services);
        parts.Replace?.Invoke(services);

        var app = builder.Build();
        app.Services.GetRequiredService<PrometheusMetrics>(); // Listens from the first request on.
        // Mapped first: the pipeline registers what is mapped, and the catalogue check sees what is registered.
        SystemEndpoints.Map(app, addresses);
        ServiceModules.MapOperations(app);
        ConsoleModule.MapPages(app);
        MetricsListener.Use(app, addresses);
        app.UseHaneulPipeline();
        return app;
    }

    private static ForwardedHeadersOptions? ForwardedHeaders(HaneulOptions options)
    {
        if (options.TrustedProxies.Count == 0)
        {
            return null;
        }

        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = Microsoft.AspNetCore.HttpOverrides.ForwardedHeaders.All & ~Microsoft.AspNetCore.HttpOverrides.ForwardedHeaders.XForwardedPrefix };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in options.TrustedProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                forwarded.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new ConfigurationRefusedException("Haneul:TrustedProxies has an entry that is neither an address nor a network such as 10.0.0.0/8.");
            }
        }

        return forwarded;
    }

    private static string FirstUrl(ListenAddresses addresses, HaneulOptions options) =>
        options.PublicUrl ?? addresses.Main[0].ToString().TrimEnd('/');

    private static Stream OpenContract(string file) =>
        typeof(HaneulServer).Assembly.GetManifestResourceStream("contracts/" + file)
        ?? throw new InvalidOperationException($"The contract document {file} is not in the build.");
}
