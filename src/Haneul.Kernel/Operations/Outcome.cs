using Haneul.Kernel.Dialects;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Operations;

/// <summary>
/// What an operation came to: a value with its status, or an error. Expected failures are values, never exceptions. It writes itself, and
/// makes sure that the call is on the trail before the first byte leaves.
/// </summary>
/// <remarks>A class, not a struct: the request-delegate generator compares results with null.</remarks>
public sealed class Outcome<T> : IResult
{
    private readonly T? _value;

    internal Outcome(T? value, int status)
    {
        _value = value;
        Status = status;
    }

    private Outcome(Error error)
    {
        Error = error;
        Status = error.Code.Status;
    }

    /// <summary>HTTP status of the answer.</summary>
    public int Status { get; }

    /// <summary>The error; null on success.</summary>
    public Error? Error { get; }

    /// <summary>The value of a success.</summary>
    public T Value => Error is null ? _value! : throw new InvalidOperationException("The outcome is an error.");

    public static implicit operator Outcome<T>(Error error) => new(error);

    public static implicit operator Outcome<T>(ErrorCode code) => new(code.AsError());

    /// <summary>A 200 with a value, or whatever status another value of the outcome family has set.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, StatusCodes.Status200OK);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var call = Call.Of(httpContext);
        if (Error is not null)
        {
            Discard();
            return call.RefuseAsync(Error);
        }

        call.RequireDecision();
        var recorded = call.RecordAsync(Status, null);
        return recorded.IsCompletedSuccessfully ? WriteAsync(httpContext, call) : WriteAfterAsync(recorded, httpContext, call);
    }

    private async Task WriteAfterAsync(ValueTask recorded, HttpContext context, Call call)
    {
        try
        {
            await recorded;
        }
        catch
        {
            Discard();
            throw;
        }

        await WriteAsync(context, call);
    }

    private Task WriteAsync(HttpContext context, Call call)
    {
        context.Response.StatusCode = Status;
        switch (_value)
        {
            case NoContent:
                return Task.CompletedTask;
            case IAnswer answer:
                return answer.WriteAsync(call);
            default:
                var typeInfo = WireTypes.InfoOf<T>();
                return JsonAnswer.WriteAsync(context, (_value, typeInfo), static (json, state) => System.Text.Json.JsonSerializer.Serialize(json, state._value!, state.typeInfo));
        }
    }

    private void Discard() => (_value as IDisposable)?.Dispose();
}

/// <summary>Makes outcomes with another status than 200.</summary>
public static class Outcome
{
    /// <summary>201 with the new resource.</summary>
    public static Outcome<T> Created<T>(T value) => new(value, StatusCodes.Status201Created);

    /// <summary>A success with a status of the caller's choice.</summary>
    public static Outcome<T> WithStatus<T>(T value, int status) => new(value, status);

    /// <summary>204 without a body.</summary>
    public static Outcome<NoContent> NoContent() => new(default, StatusCodes.Status204NoContent);
}

/// <summary>The value of an answer without a body.</summary>
public readonly record struct NoContent;

/// <summary>An answer that writes itself: bodies that are kept ready, or that carry secrets and must not become strings.</summary>
public interface IAnswer
{
    /// <summary>Writes headers and body; status and trail are done.</summary>
    Task WriteAsync(Call call);
}
