using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Pipeline.Dispatching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole;

/// <summary>Has one call that the console makes of the API answered 503 until it is disposed, as when what the call needs is out of reach for a moment.</summary>
internal sealed class FailingCalls : IDisposable
{
    private readonly CallDispatcher _dispatcher;
    private readonly RequestDelegate _pipeline;

    public FailingCalls(ApiFixture fixture, string method, string path)
    {
        _dispatcher = fixture.Services.GetRequiredService<CallDispatcher>();
        _pipeline = _dispatcher.Pipeline!;
        _dispatcher.Pipeline = context =>
        {
            if (context.Request.Method != method || context.Request.Path.Value != path)
            {
                return _pipeline(context);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
    }

    public void Dispose() => _dispatcher.Pipeline = _pipeline;
}
