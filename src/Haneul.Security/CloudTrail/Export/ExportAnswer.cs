using System.Buffers;
using System.Globalization;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Operations.Streams;
using Haneul.Security.CloudTrail.Events;
using Microsoft.AspNetCore.Http;

namespace Haneul.Security.CloudTrail.Export;

/// <summary>
/// The file of an export, read page by page as the client takes it. Whatever keeps it from its end cuts the connection, so that nobody takes a part for the whole: an
/// error, a token that ends, a role that is taken, a server that stops.
/// </summary>
/// <param name="services">What answers that last need.</param>
/// <param name="place">Its place among the exports.</param>
/// <param name="search">Finds the events.</param>
/// <param name="format">The form of the file.</param>
/// <param name="query">What is asked for; its limit is the size of a page.</param>
/// <param name="view">What the caller may see.</param>
internal sealed class ExportAnswer(StreamServices services, OpenStream place, EventSearch search, IEventFormat format, EventQuery query, EventView view) : IAnswer, IDisposable
{
    private const int SendSize = 32 * 1024;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(30);

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * SendSize);
    private long _lookedAt = services.Time.GetTimestamp();

    /// <inheritdoc />
    public async Task WriteAsync(Call call)
    {
        using (place)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Context.RequestAborted, services.Stopping);
            try
            {
                if (!await WriteFileAsync(call, ending.Token))
                {
                    call.Context.Abort();
                }
            }
            catch (OperationCanceledException)
            {
                // The client has gone or does not read, or the server stops. On the trail the call is complete since its start.
                call.Context.Abort();
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => place.Dispose();

    /// <summary>False if the caller may not have the rest.</summary>
    private async Task<bool> WriteFileAsync(Call call, CancellationToken ending)
    {
        var response = call.Context.Response;
        var page = await search.FindAsync(query, view, null, ending);
        response.ContentType = format.ContentType;
        response.Headers.ContentDisposition =
            $"attachment; filename=\"cloud-trail-{call.Now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}.{format.Extension}\"";
        format.WriteHead(_buffer);
        while (true)
        {
            foreach (var row in page.Rows)
            {
                format.Write(_buffer, row.Event);
                if (_buffer.WrittenCount >= SendSize && !await SendAsync(call, response, ending))
                {
                    return false;
                }
            }

            if (page.Next is null)
            {
                return await SendAsync(call, response, ending);
            }

            // Also where a page holds few events or none, since much had to be looked at.
            if (!await MayGoOnAsync(call, ending))
            {
                return false;
            }

            page = await search.FindAsync(query, view, page.Next, ending);
        }
    }

    private async Task<bool> SendAsync(Call call, HttpResponse response, CancellationToken ending)
    {
        if (!await MayGoOnAsync(call, ending))
        {
            return false;
        }

        using var limit = new CancellationTokenSource(LongestWrite, services.Time);
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(ending, limit.Token);
        var result = await response.BodyWriter.WriteAsync(_buffer.WrittenMemory, writing.Token);
        _buffer.ResetWrittenCount();
        return !result.IsCompleted;
    }

    private async ValueTask<bool> MayGoOnAsync(Call call, CancellationToken ending)
    {
        if (services.Time.GetElapsedTime(_lookedAt) < BetweenLooks)
        {
            return true;
        }

        var caller = await services.FindCallerAsync(call, ending);
        _lookedAt = services.Time.GetTimestamp();
        return caller is not null && caller.May(ListEvents.Operation.Permission) && ListEvents.ViewOf(caller, call.ProjectId) == view;
    }
}
