using Haneul.Server;

CrashDumps.Forbid();
return await CommandLine.Create().Parse(args).InvokeAsync(CommandLine.Invocation);
