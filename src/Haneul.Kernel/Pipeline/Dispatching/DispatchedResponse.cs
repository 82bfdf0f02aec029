using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Haneul.Kernel.Pipeline.Dispatching;

/// <summary>
/// The response of a dispatched call. Unlike the framework's plain feature it runs what was registered for the end of the response: bodies of requests are wiped there.
/// </summary>
internal sealed class DispatchedResponse : IHttpResponseFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _completed = new();

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    [Obsolete("As the interface has it: the body is a feature of its own.")]
    public Stream Body { get; set; } = Stream.Null;

    /// <summary>Nothing leaves before the call is done.</summary>
    public bool HasStarted => false;

    public void OnStarting(Func<object, Task> callback, object state)
    {
        // The outer response is the one that starts.
    }

    public void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    public async Task CompleteAsync()
    {
        while (_completed.TryPop(out var registered))
        {
            await registered.Callback(registered.State);
        }
    }
}
