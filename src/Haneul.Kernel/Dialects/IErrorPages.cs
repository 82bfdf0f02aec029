using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Dialects;

/// <summary>Shows an error to a person in a browser. Implemented by the console.</summary>
public interface IErrorPages
{
    /// <summary>Writes headers and body; the status is set, and the response has not started.</summary>
    Task WriteAsync(HttpContext context, Error error, string requestId);
}
