using Haneul.Server;

return await CommandLine.Create().Parse(args).InvokeAsync(CommandLine.Invocation);
