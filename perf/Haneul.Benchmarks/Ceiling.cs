using System.Buffers;

namespace Haneul.Benchmarks;

/// <summary>
/// The most that the web server under Haneul can do on this machine with an answer of a given size: no routing, no token, no database.
/// The server's own numbers are told as a share of it, because that share carries over to other machines and requests per second do not.
/// </summary>
internal static class Ceiling
{
    /// <summary>The size of the shortest JSON string.</summary>
    public const int SmallestBody = 2;

    /// <summary>Serves until it is told to stop.</summary>
    public static async Task<int> RunAsync(string urls, int bodyBytes, int status, CancellationToken cancellation)
    {
        var body = BodyOf(bodyBytes);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(urls).ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, status, body));
        await app.StartAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static Task AnswerAsync(HttpContext context, int status, byte[] body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;

        // The server answers in this way too; a write through the Body stream would cost the ceiling more.
        response.BodyWriter.Write(body);
        var flush = response.BodyWriter.FlushAsync(context.RequestAborted);
        return flush.IsCompletedSuccessfully ? Task.CompletedTask : flush.AsTask();
    }

    private static byte[] BodyOf(int length)
    {
        var body = new byte[length];
        body.AsSpan().Fill((byte)'x');
        body[0] = body[^1] = (byte)'"';
        return body;
    }
}
