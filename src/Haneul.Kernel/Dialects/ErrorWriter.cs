using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Kernel.Dialects;

/// <summary>Writes an error in the dialect of its service. The only place that gives errors their shape.</summary>
public static class ErrorWriter
{
    /// <summary>Writes status, headers and body; the response must not have started.</summary>
    public static Task WriteAsync(HttpContext context, Dialect dialect, Error error, string requestId)
    {
        var response = context.Response;
        response.StatusCode = error.Code.Status;
        if (error.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString();
        }

        return dialect == Dialect.Page
            ? context.RequestServices.GetRequiredService<IErrorPages>().WriteAsync(context, error, requestId)
            : JsonAnswer.WriteAsync(context, (dialect, error, requestId), static (json, state) => Write(json, state.dialect, state.error, state.requestId));
    }

    private static void Write(Utf8JsonWriter json, Dialect dialect, Error error, string requestId)
    {
        json.WriteStartObject();
        switch (dialect)
        {
            case Dialect.Keystone:
                json.WriteStartObject("error"u8);
                json.WriteNumber("code"u8, error.Code.Status);
                json.WriteString("message"u8, error.Message);
                json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(error.Code.Status));
                json.WriteEndObject();
                WriteRequiredMethods(json, error);
                break;
            case Dialect.Platform:
                WriteCodeAndMessage(json, error);
                break;
            default:
                json.WriteString("code"u8, error.Code.Code);
                json.WriteString("message"u8, error.Message);
                json.WriteNull("data"u8);
                json.WriteString("requestId"u8, requestId);
                WriteCodeAndMessage(json, error);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteRequiredMethods(Utf8JsonWriter json, Error error)
    {
        if (error.RequiredAuthMethods is not { } choices)
        {
            return;
        }

        json.WriteStartArray("required_auth_methods"u8);
        foreach (var methods in choices)
        {
            json.WriteStartArray();
            foreach (var method in methods)
            {
                json.WriteStringValue(method);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteCodeAndMessage(Utf8JsonWriter json, Error error)
    {
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, error.Code.Code);
        json.WriteString("message"u8, error.Message);
        json.WriteEndObject();
    }
}
