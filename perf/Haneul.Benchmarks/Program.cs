using System.CommandLine;
using Haneul.Benchmarks;
using Haneul.Benchmarks.Trail;

var root = new RootCommand("What Haneul's measurements need beside the server itself; eng/bench.sh runs it.")
{
    CeilingCommand.Create(),
    TrailCommand.Create(),
};

// The host ends on SIGTERM by itself; the parser must not cut it short.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
