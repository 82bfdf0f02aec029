using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Unicode;
using Haneul.Kernel.Access;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Operations;

/// <summary>
/// The JSON body of a request, read and checked for what no operation needs to know: size, content type, UTF-8, syntax and depth.
/// It lives in a buffer that is wiped when the request ends, because bodies carry secrets.
/// </summary>
public sealed class JsonBody : IDisposable
{
    /// <summary>Deepest nesting accepted, the same as System.Text.Json's default.</summary>
    public const int MaxDepth = 64;

    /// <summary>Largest body in bytes of an operation that anyone may call, such as signing in.</summary>
    public const int AnonymousLimit = 128 * 1024;

    private const int FirstBuffer = 4096;

    private readonly SecretBuffer? _buffer;
    private readonly JsonDocument? _document;
    private readonly Error? _error;

    private JsonBody(Error error) => _error = error;

    private JsonBody(SecretBuffer buffer, JsonDocument document)
    {
        _buffer = buffer;
        _document = document;
    }

    /// <summary>Reads the body of a request; used by the generated binding of handlers.</summary>
    public static async ValueTask<JsonBody?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (CheckContentType(context.Request) is { } refused)
        {
            return new JsonBody(refused);
        }

        var limit = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 1024 * 1024;
        if (context.Features.Get<Call>()?.Operation is { Permission.Kind: PermissionKind.Anyone })
        {
            limit = Math.Min(limit, AnonymousLimit);
        }

        if (context.Request.ContentLength > limit)
        {
            return new JsonBody(CommonErrors.BodyTooLarge.With(limit));
        }

        SecretBuffer buffer;
        try
        {
            buffer = await ReadAsync(context.Request, limit, context.RequestAborted);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new JsonBody(CommonErrors.BodyTooLarge.With(limit));
        }
        catch (BadHttpRequestException)
        {
            return new JsonBody(CommonErrors.InvalidRequest.With("The body ended before it was complete."));
        }

        var body = Parse(buffer);
        context.Response.RegisterForDispose(body);
        return body;
    }

    /// <summary>
    /// Reads the whole body by <paramref name="read"/>. False with an error that names every wrong field if anything was wrong.
    /// </summary>
    public bool TryRead<T>(Func<JsonFields, T> read, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Error? error, UnknownFields unknown = UnknownFields.Refuse)
        where T : class
    {
        value = null;
        error = _error;
        if (error is not null)
        {
            return false;
        }

        if (_document!.RootElement.ValueKind != JsonValueKind.Object)
        {
            error = CommonErrors.InvalidRequest.With("The body must be a JSON object.");
            return false;
        }

        var problems = new List<FieldProblem>();
        var fields = new JsonFields(_document.RootElement, "", unknown, problems);
        value = read(fields);
        fields.ReportUnknown();
        error = problems.Count > 0 ? Error.FromProblems(problems) : null;
        return error is null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _document?.Dispose();
        _buffer?.Dispose();
    }

    private static Error? CheckContentType(HttpRequest request)
    {
        // KakaoCloud gives no token without it (seed 1, caution), and one rule for every body is easier to remember.
        var contentType = request.ContentType;
        return contentType is null
            ? CommonErrors.UnsupportedContentType.With("without a Content-Type")
            : request.HasJsonContentType() ? null : CommonErrors.UnsupportedContentType.With("as another type");
    }

    private static async ValueTask<SecretBuffer> ReadAsync(HttpRequest request, long limit, CancellationToken cancellation)
    {
        // What a caller announces is no reason to take memory; what arrives is.
        var most = Math.Min(request.ContentLength ?? limit, limit);
        var buffer = new SecretBuffer((int)Math.Min(most, FirstBuffer));
        var length = 0;
        try
        {
            while (true)
            {
                var result = await request.BodyReader.ReadAsync(cancellation);
                var arrived = result.Buffer;
                var total = length + arrived.Length;
                if (total > limit)
                {
                    throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
                }

                if (total > buffer.Length)
                {
                    buffer = Grow(buffer, length, (int)Math.Max(total, Math.Min(buffer.Length * 2L, most)));
                }

                System.Buffers.BuffersExtensions.CopyTo(arrived, buffer.Span[length..]);
                length = (int)total;
                request.BodyReader.AdvanceTo(arrived.End);
                if (result.IsCompleted)
                {
                    return length == buffer.Length ? buffer : Grow(buffer, length, length);
                }
            }
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static SecretBuffer Grow(SecretBuffer old, int used, int size)
    {
        var grown = new SecretBuffer(size);
        old.Span[..used].CopyTo(grown.Span);
        old.Dispose();
        return grown;
    }

    private static JsonBody Parse(SecretBuffer buffer)
    {
        Error error;
        try
        {
            if (buffer.Length == 0)
            {
                error = CommonErrors.InvalidRequest.With("The body is empty; a JSON object is expected.");
            }
            else if (!Utf8.IsValid(buffer.Span))
            {
                error = CommonErrors.InvalidRequest.With("The body is not valid UTF-8.");
            }
            else
            {
                return new JsonBody(buffer, JsonDocument.Parse(buffer.Memory, new JsonDocumentOptions { MaxDepth = MaxDepth }));
            }
        }
        catch (JsonException exception)
        {
            // The parser's own text may quote the body, so only the place is told.
            error = CommonErrors.InvalidRequest.With($"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}), or nested deeper than {MaxDepth} levels.");
        }

        buffer.Dispose();
        return new JsonBody(error);
    }
}
