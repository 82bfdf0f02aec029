using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Haneul.ApiTests.Api.CloudTrail.LogStorage;

/// <summary>
/// An S3-compatible service on a real socket. It checks signatures by itself, from the bytes that arrive, and keeps what is put. A test says what it answers.
/// </summary>
public sealed class FakeBucketService : IAsyncDisposable
{
    public const string Bucket = "trail-logs";
    public const string Region = "kr-central-2";
    public const string KeyId = "AKIATESTKEY";
    public const string Secret = "s3cr3t/of+the-fake-bucket=c4n4ry";

    private readonly WebApplication _app;

    private FakeBucketService(WebApplication app) => _app = app;

    /// <summary>Its address.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>Every object that was put and acknowledged or not, by its name without the bucket.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Names in the order of their puts.</summary>
    public ConcurrentQueue<string> Puts { get; } = new();

    /// <summary>Requests that arrived, whatever became of them.</summary>
    public int Requests => _requests;

    /// <summary>What is answered in place of storing; null to store.</summary>
    public (int Status, string Code)? Refusal { get; set; }

    /// <summary>Whether an object is stored but its put never answered, as when somebody is killed before the answer.</summary>
    public bool KeepsWaiting { get; set; }

    /// <summary>Completes when a put is kept waiting.</summary>
    public TaskCompletionSource IsWaiting { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _requests;

    public static async Task<FakeBucketService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var service = new FakeBucketService(app);
        app.Run(service.AnswerAsync);
        await app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The events in the objects below a folder, in the order of their names.</summary>
    public List<string> LinesIn(string folder) =>
        [.. Objects.Where(stored => stored.Key.StartsWith(folder, StringComparison.Ordinal)).OrderBy(stored => stored.Key, StringComparer.Ordinal).SelectMany(stored => Unpack(stored.Key, stored.Value))];

    /// <summary>The lines of an object.</summary>
    public static string[] Unpack(string name, byte[] content)
    {
        using var stream = name.EndsWith(".zip", StringComparison.Ordinal)
            ? new ZipArchive(new MemoryStream(content)).Entries.Single().Open()
            : new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var content = buffer.ToArray();
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var (status, code) = Refusal ?? Check(context.Request, target, content);
        if (status != 200)
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>No.</Message></Error>");
            return;
        }

        var name = target[(Bucket.Length + 2)..];
        Objects[name] = content;
        Puts.Enqueue(name);
        if (KeepsWaiting)
        {
            IsWaiting.TrySetResult();
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        }
    }

    /// <summary>Lets the next put be kept waiting anew.</summary>
    public void Reset()
    {
        KeepsWaiting = false;
        IsWaiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static (int Status, string Code) Check(HttpRequest request, string target, byte[] content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
#pragma warning disable CA5351 // What the protocol asks for.
        var digest = Convert.ToBase64String(MD5.HashData(content));
#pragma warning restore CA5351
        if (request.Method != "PUT" || request.Headers["x-amz-content-sha256"] != hash || request.Headers["Content-MD5"] != digest)
        {
            return (400, "BadDigest");
        }

        var parts = request.Headers.Authorization.ToString().Replace("AWS4-HMAC-SHA256 ", "", StringComparison.Ordinal).Split(", ")
            .Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        var credential = parts["Credential"].Split('/');
        if (credential[0] != KeyId)
        {
            return (403, "InvalidAccessKeyId");
        }

        var names = parts["SignedHeaders"].Split(';');
        if (!names.Contains("host", StringComparer.Ordinal) || !names.Contains("x-amz-date", StringComparer.Ordinal) || !names.Contains("x-amz-content-sha256", StringComparer.Ordinal))
        {
            return (403, "AccessDenied");
        }

        var headers = string.Concat(names.Select(name => $"{name}:{request.Headers[name].ToString().Trim()}\n"));
        var canonical = $"PUT\n{target}\n\n{headers}\n{parts["SignedHeaders"]}\n{hash}";
        var scope = string.Join('/', credential[1..]);
        var toSign = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = credential[1..].Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        if (signature != parts["Signature"] || credential[2] != Region || credential[3] != "s3")
        {
            return (403, "SignatureDoesNotMatch");
        }

        return target.StartsWith($"/{Bucket}/", StringComparison.Ordinal) ? (200, "") : (404, "NoSuchBucket");
    }
}
