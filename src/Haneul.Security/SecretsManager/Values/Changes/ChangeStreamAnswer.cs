using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Haneul.Security.SecretsManager.Values.Changes;

/// <summary>
/// A stream of changes, written until the client goes, its token is no longer good, it does not read, or the server stops. Each event carries its number as its id; so
/// does the comment that keeps an idle connection open, so that a client which sees few of the changes does not fall behind what is kept.
/// </summary>
internal sealed class ChangeStreamAnswer(ChangeStreams streams, ChangeSubscription subscription, long after) : IAnswer, IDisposable
{
    private const int PageSize = 100;

    // What a client has to read within a second is little; one that does not is cut and goes on later where it was.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _frame = new(1024);
    private long _position = after;
    private long _wroteAt;

    /// <inheritdoc />
    public async Task WriteAsync(Call call)
    {
        using (subscription)
        {
            var context = call.Context;
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, streams.Stopping);
            try
            {
                await FollowAsync(call, ending.Token);
            }
            catch (OperationCanceledException)
            {
                // The client has gone or reads too slowly, or the server stops. On the trail the call is complete since its start.
                if (!streams.Stopping.IsCancellationRequested)
                {
                    context.Abort();
                }
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => subscription.Dispose();

    private async Task FollowAsync(Call call, CancellationToken ending)
    {
        Append("retry: 1000\n");
        AppendId(_position);
        Append("\n");
        await SendAsync(call.Context, ending);
        while (await FindCallerAsync(call, ending) is { } caller)
        {
            if (subscription.TakeNews())
            {
                await SendNewsAsync(call, caller, ending);
            }
            else if (streams.Time.GetElapsedTime(_wroteAt) >= LongestSilence)
            {
                Append(":\n");
                AppendId(_position);
                Append("\n");
                await SendAsync(call.Context, ending);
            }

            await subscription.WaitAsync(ending);
        }
    }

    /// <summary>Who the token stands for now; null if it may not follow the project's secrets any more. A look that takes too long is a no.</summary>
    private async ValueTask<Caller?> FindCallerAsync(Call call, CancellationToken ending)
    {
        if (!RepeatedHeader.TryRead(call.Context.Request.Headers["X-Auth-Token"], out var token))
        {
            return null;
        }

        using var limit = new CancellationTokenSource(ChangeStreams.Period, streams.Time);
        using var look = CancellationTokenSource.CreateLinkedTokenSource(ending, limit.Token);
        var caller = await streams.Authenticator.AuthenticateAsync(token, look.Token);
        return caller?.ProjectId == subscription.ProjectId && caller.May(SecretPermissions.Read) ? caller : null;
    }

    private async Task SendNewsAsync(Call call, Caller caller, CancellationToken ending)
    {
        var page = await streams.Reads.ReadAsync(caller, subscription.ProjectId, _position, PageSize, ending);
        if (page.IsGone)
        {
            AppendReset(page.Newest);
            _position = page.Newest;
        }
        else
        {
            foreach (var change in page.Changes)
            {
                AppendChange(change);
            }

            _position = page.Last;
            if (page.IsFull)
            {
                // The next page comes after another look at the token.
                subscription.Wake(hasNews: true);
            }
        }

        if (_frame.WrittenCount > 0)
        {
            await SendAsync(call.Context, ending);
        }
    }

    private void AppendChange(SecretChangeEntry change)
    {
        AppendId(change.Number);
        Append($"event: {change.Kind}\ndata: ");
        using (var json = new Utf8JsonWriter(_frame, Options))
        {
            JsonSerializer.Serialize(json, change, SecretValuesJson.Default.SecretChangeEntry);
        }

        Append("\n\n");
    }

    private void AppendReset(long newest)
    {
        AppendId(newest);
        Append(string.Create(CultureInfo.InvariantCulture, $"event: reset\ndata: {{\"number\":{newest}}}\n\n"));
    }

    private void AppendId(long number) => Append(string.Create(CultureInfo.InvariantCulture, $"id: {number}\n"));

    private void Append(string text) => Encoding.UTF8.GetBytes(text, _frame);

    private async Task SendAsync(HttpContext context, CancellationToken ending)
    {
        using var limit = new CancellationTokenSource(LongestWrite, streams.Time);
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(ending, limit.Token);
        await context.Response.BodyWriter.WriteAsync(_frame.WrittenMemory, writing.Token);
        _frame.ResetWrittenCount();
        _wroteAt = streams.Time.GetTimestamp();
    }
}
