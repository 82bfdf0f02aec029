using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Wire;

namespace Haneul.Kernel.Operations;

/// <summary>
/// Collects what a call that names several things did to each: the results of its answer and the events of the trail. Failures of single things are results,
/// so the transaction goes on.
/// </summary>
/// <param name="requested">How many things the request named, repetitions included.</param>
public sealed class BulkItems(int requested)
{
    /// <summary>Most things that one request may name.</summary>
    public const int Most = 100;

    private readonly List<BulkItemResult> _results = [];
    private readonly List<TrailItem> _events = [];

    /// <summary>Adds what became of a resource.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="name">Its name, if there is such a resource.</param>
    /// <param name="error">Its error; null for a success.</param>
    public void Add(string id, string? name, Error? error)
    {
        _results.Add(new BulkItemResult { Id = id, IsSucceeded = error is null, ErrorCode = error?.Code.Code, Message = error?.Message });
        _events.Add(error is null ? new TrailItem(id, name) : TrailItem.Failed(id, name, error));
    }

    /// <summary>Adds what became of a version of a resource.</summary>
    public void AddVersion(string resourceId, string? name, int version, Error? error)
    {
        _results.Add(new BulkItemResult { Version = version, IsSucceeded = error is null, ErrorCode = error?.Code.Code, Message = error?.Message });
        _events.Add((error is null ? new TrailItem(resourceId, name) : TrailItem.Failed(resourceId, name, error)) with
        {
            Facts = [new("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        });
    }

    /// <summary>The answer. The events go to the trail of the call, one for each thing.</summary>
    public BulkResult ToResult(Call call)
    {
        call.Trail.SetItems(_events);
        var failed = _results.Count(result => !result.IsSucceeded);
        return new BulkResult(_results.Count, requested, _results.Count - failed, failed, _results);
    }
}
