using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Outbound;

namespace Haneul.Security.CloudTrail.LogStorage.Buckets;

/// <summary>
/// Puts objects into buckets of S3-compatible services, addressed by path. A project names the service, so every connection is checked (<see cref="OutboundAddresses"/>),
/// no redirect is followed, and of what the service answers nobody is shown more than which of four failures it was.
/// </summary>
internal sealed class BucketClient(OutboundAddresses addresses, TimeProvider time) : IDisposable
{
    private const int MostOfAnswer = 16 * 1024;

    // A line of 64 KiB a second is enough. The bound is on everything, the answer too: a service that sends it byte by byte would else hold a job for ever.
    private const int LeastBytesPerSecond = 64 * 1024;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker _http = new(addresses.CreateHandler());

    /// <summary>Stores an object, in place of one of the name. Null if it is stored, else why it is not.</summary>
    public async ValueTask<LogStorageFailure?> PutAsync(
        BucketAddress bucket, ReadOnlyMemory<byte> secret, string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        using var request = Sign(bucket, secret.Span, name, contentType, content);
        using var limit = new CancellationTokenSource(LeastTime + TimeSpan.FromSeconds(content.Length / LeastBytesPerSecond), time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            // It returns with the headers.
            using var response = await _http.SendAsync(request, ending.Token);
            return response.IsSuccessStatusCode ? null : FailureOf(response.StatusCode, await ReadCodeAsync(response, ending.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return LogStorageFailure.Unknown;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return LogStorageFailure.Unknown;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Sign(BucketAddress bucket, ReadOnlySpan<byte> secret, string name, string contentType, ReadOnlyMemory<byte> content)
    {
        var scope = new SigningScope(time.GetUtcNow(), bucket.Region, "s3");
        var path = $"/{bucket.Name}/{name}";
        var uri = new Uri(bucket.Endpoint + SignatureV4.EscapePath(path));
        var hash = SignatureV4.HexHash(content.Span);
        var digest = Md5(content.Span);
        var signed = new SignedRequest(
            "PUT",
            path,
            [],
            [
                new("host", uri.Authority),
                new("content-md5", Convert.ToBase64String(digest)),
                new("content-type", contentType),
                new("x-amz-content-sha256", hash),
                new("x-amz-date", scope.Timestamp),
            ],
            hash);
        var request = new HttpRequestMessage(HttpMethod.Put, uri) { Content = new ReadOnlyMemoryContent(content) };
        request.Content.Headers.ContentMD5 = digest;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", hash);
        request.Headers.TryAddWithoutValidation("x-amz-date", scope.Timestamp);
        request.Headers.TryAddWithoutValidation("Authorization", SignatureV4.Authorize(signed, scope, bucket.AccessKeyId, secret));
        return request;
    }

    // Buckets that keep objects from being deleted refuse an object without it; it protects nothing here, the SHA-256 does.
#pragma warning disable CA5351
    private static byte[] Md5(ReadOnlySpan<byte> content) => MD5.HashData(content);
#pragma warning restore CA5351

    /// <summary>spec/iam-and-trail.md section 6.4.</summary>
    private static LogStorageFailure FailureOf(HttpStatusCode status, string? code) => (status, code) switch
    {
        (_, "InvalidAccessKeyId" or "SignatureDoesNotMatch") => LogStorageFailure.KeyRefused,
        (_, "NoSuchBucket") => LogStorageFailure.NoBucket,
        (HttpStatusCode.Forbidden, _) => LogStorageFailure.NoPermission,
        _ => LogStorageFailure.Unknown,
    };

    /// <summary>What stands in the first element <c>Code</c> of the answer.</summary>
    private static async ValueTask<string?> ReadCodeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var buffer = new byte[MostOfAnswer];
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        var text = Encoding.UTF8.GetString(buffer, 0, length);
        var begin = text.IndexOf("<Code>", StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf("</Code>", begin, StringComparison.Ordinal);
        return end < 0 ? null : text[(begin + "<Code>".Length)..end];
    }
}
