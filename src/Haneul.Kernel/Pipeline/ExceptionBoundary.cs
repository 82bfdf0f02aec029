using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Haneul.Kernel.Pipeline;

/// <summary>
/// Exceptions are bugs, or a store that is out of reach. Either way the caller gets a fixed text with the request id, and only the log
/// gets the detail.
/// </summary>
internal sealed partial class ExceptionBoundary(ILogger<ExceptionBoundary> logger) : IPipelineStep
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; there is nobody to answer, but what he asked for is on the trail.
            await RecordAbandonmentAsync(Call.Of(context));
            context.Abort();
        }
        catch (StorageUnavailableException exception)
        {
            var call = Call.Of(context);
            LogStorageUnavailable(call.RequestId, exception);
            await AnswerAsync(context, call, CommonErrors.StorageUnavailable.AsError() with { RetryAfterSeconds = 1 });
        }
        catch (BadHttpRequestException exception)
        {
            var call = Call.Of(context);
            LogBadRequest(call.RequestId, exception);
            await AnswerAsync(context, call, CommonErrors.InvalidRequest.With("The request could not be read."));
        }
#pragma warning disable CA1031 // The boundary is here so that no exception reaches a caller.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var call = Call.Of(context);
            LogBug(call.RequestId, call.Operation?.Name, exception);
            await AnswerAsync(context, call, CommonErrors.Internal.With(call.RequestId));
        }
    }

    /// <summary>A call that came as far as its caller is recorded before even a failure is told; a store that fails again gives 503.</summary>
    private async Task AnswerAsync(HttpContext context, Call call, Error error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        call.WriteHeaders();
        try
        {
            await call.RecordFailureAsync(error);
        }
        catch (StorageUnavailableException exception)
        {
            LogStorageUnavailable(call.RequestId, exception);
            error = CommonErrors.TrailUnavailable.AsError() with { RetryAfterSeconds = 1 };
        }

        await ErrorWriter.WriteAsync(context, call.Dialect, error, call.RequestId);
    }

    private async Task RecordAbandonmentAsync(Call call)
    {
        try
        {
            await call.RecordAbandonmentAsync();
        }
        catch (StorageUnavailableException exception)
        {
            LogStorageUnavailable(call.RequestId, exception);
        }
    }

    [LoggerMessage(10, LogLevel.Error, "The store did not do its work for request {RequestId}.")]
    private partial void LogStorageUnavailable(string requestId, Exception exception);

    [LoggerMessage(11, LogLevel.Information, "Request {RequestId} could not be read.")]
    private partial void LogBadRequest(string requestId, Exception exception);

    [LoggerMessage(12, LogLevel.Error, "Request {RequestId} to {Operation} failed unexpectedly.")]
    private partial void LogBug(string requestId, string? operation, Exception exception);
}
