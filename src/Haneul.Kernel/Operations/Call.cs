using System.Reflection;
using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Storage;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Operations;

/// <summary>
/// One request on its way through the pipeline: where it was addressed, what it asks, who asks, and what it will leave on the trail.
/// Handlers take it as a parameter.
/// </summary>
public sealed class Call
{
    private readonly CallServices _services;
    private Caller? _caller;
    private bool _recorded;
    private bool _durable;
    private bool _admitted;

    internal Call(HttpContext context, CallServices services, string requestId)
    {
        Context = context;
        _services = services;
        RequestId = requestId;
    }

    /// <summary>Through what the call came in. Only the server's own pipeline decides it: a header that anybody can send must not change what the trail says.</summary>
    public CallOrigin Origin { get; internal set; }

    /// <summary>The HTTP exchange.</summary>
    public HttpContext Context { get; }

    /// <summary>Identifies the request in the answer, the logs and the trail.</summary>
    public string RequestId { get; }

    /// <summary>The service that the request was sent to and how it was named; null outside every service.</summary>
    public Destination? Destination { get; internal set; }

    /// <summary>The service that the request was sent to; null outside every service.</summary>
    public ServiceDescriptor? Service => Destination?.Address.Service;

    /// <summary>Scheme, host and prefix by which the caller reached the service, without a slash at the end: the base of every link in the answer.</summary>
    public string BaseUrl => field ??= _services.PublicUrls.BaseUrlOf(Context.Request, Destination);

    /// <summary>The operation; null until it is routed.</summary>
    public Operation? Operation { get; internal set; }

    /// <summary>Whether the request is a HEAD that is answered as the GET of its path.</summary>
    internal bool IsHeadAsGet { get; set; }

    /// <summary>Who asks. Only for operations that need a token.</summary>
    public Caller Caller
    {
        get => _caller ?? throw new InvalidOperationException("The operation has no caller: its permission lets anyone in.");
        internal set => _caller = value;
    }

    /// <summary>Who asks, if the call carries a valid token.</summary>
    public Caller? CallerOrNull => _caller;

    /// <summary>The project of the caller's token. Operations of platform services always have one.</summary>
    public string ProjectId => Caller.ProjectId ?? throw new InvalidOperationException("The token has no project.");

    /// <summary>What the call's event will tell beyond the rule of its operation. Handlers fill in the resource as soon as they know it.</summary>
    public TrailDraft Trail { get; } = new();

    /// <summary>The service that signs callers in; null where there is none.</summary>
    internal ServiceDescriptor? Identity => _services.Identity;

    /// <summary>Whether the answer has the published shape of the operation (see <see cref="Operation.PublishedOperationId"/>).</summary>
    public bool IsPublishedShape => Destination?.Address is { IsPublished: true } && Operation?.PublishedOperationId is not null;

    /// <summary>The dialect of the answer.</summary>
    public Dialect Dialect => IsPublishedShape ? Operation!.PublishedDialect : Service?.Dialect ?? Dialect.Platform;

    /// <summary>The time of the call.</summary>
    public DateTimeOffset Now => _services.Time.GetUtcNow();

    /// <summary>The address of a service in the catalogue, reached in the same way as this request.</summary>
    public string UrlOf(ServiceDescriptor service) => _services.PublicUrls.UrlOf(service, Context.Request, Destination);

    /// <summary>Where a service answers under one of its names, without a slash at the end, reached in the same way as this request.</summary>
    public string UrlOf(ServiceAddress address) => _services.PublicUrls.UrlOf(address, Context.Request, Destination);

    /// <summary>The call of a request that is inside the pipeline.</summary>
    public static Call Of(HttpContext context) =>
        context.Features.Get<Call>() ?? throw new InvalidOperationException("The request did not come through the pipeline.");

    /// <summary>Takes the call from the request; used by the generated binding of handlers.</summary>
    public static ValueTask<Call?> BindAsync(HttpContext context, ParameterInfo parameter) => new(Of(context));

    /// <summary>Notes that the policy of the operation admits the caller to its target. Whoever decides calls it; without it nothing is changed or answered.</summary>
    public void Admit() => _admitted = true;

    /// <summary>
    /// Runs a change in a transaction that also holds the call's event: both are durable when this returns, or neither is there.
    /// A function that returns an error leaves nothing behind; the refusal is then recorded on its own.
    /// </summary>
    public async ValueTask<Outcome<T>> WriteAsync<T>(IDatabase database, Func<ITransaction, ValueTask<Outcome<T>>> work)
    {
        var outcome = await database.WriteAsync(async transaction =>
        {
            var result = await work(transaction);
            if (result.Error is not null)
            {
                transaction.RollBack();
            }
            else
            {
                RequireDecision();
                if (ToEvents() is { } trailEvents)
                {
                    await _services.Trail.RecordAsync(transaction, trailEvents);
                }
                else if (ToEvent(result.Status, null) is { } trailEvent)
                {
                    await _services.Trail.RecordAsync(transaction, trailEvent);
                }
            }

            return result;
        }, Context.RequestAborted);
        _durable = outcome.Error is null;
        _recorded = _durable;
        return outcome;
    }

    /// <summary>Answers an error in the dialect of the service, recorded first.</summary>
    public Task RefuseAsync(Error error)
    {
        if (error.Code.Status == StatusCodes.Status401Unauthorized && _services.Identity is { } identity)
        {
            // Stock clients look here for where to sign in, and a 401 without it is not HTTP (RFC 9110, 15.5.2).
            Context.Response.Headers.WWWAuthenticate = $"Keystone uri=\"{UrlOf(identity)}\"";
        }

        var recorded = RecordAsync(error.Code.Status, error.Code.Code);
        return recorded.IsCompletedSuccessfully
            ? ErrorWriter.WriteAsync(Context, Dialect, error, RequestId)
            : WriteAfterAsync(recorded, error);
    }

    /// <summary>Fails closed: an operation whose policy was never asked must not succeed.</summary>
    /// <exception cref="InvalidOperationException">It was not asked: a bug.</exception>
    internal void RequireDecision()
    {
        if (!_admitted && Operation is { Permission: { Kind: PermissionKind.Policy } permission })
        {
            throw new InvalidOperationException($"{Operation.Name} did not ask the policy {permission.Name}.");
        }
    }

    /// <summary>Makes sure that the call's event is durable. Called before any byte of an answer is written.</summary>
    internal ValueTask RecordAsync(int status, string? errorCode)
    {
        if (_recorded)
        {
            return default;
        }

        _recorded = true;
        ValueTask appended;
        if (errorCode is null && ToEvents() is { } trailEvents)
        {
            appended = _services.Trail.AppendAsync(trailEvents, CancellationToken.None);
        }
        else if (ToEvent(status, errorCode) is { } trailEvent)
        {
            appended = _services.Trail.AppendAsync(trailEvent, CancellationToken.None);
        }
        else
        {
            return default;
        }

        if (!appended.IsCompletedSuccessfully)
        {
            return FinishAsync(appended);
        }

        _durable = true;
        return default;
    }

    /// <summary>Records that the call failed in a way that no operation declares, unless its event is there already.</summary>
    internal ValueTask RecordFailureAsync(Error error)
    {
        // An event that could not be written is not there: _recorded only says that it was tried.
        _recorded = _durable;
        return RecordAsync(error.Code.Status, error.Code.Code);
    }

    /// <summary>Records that the caller went away before the call was done, unless its event is there already.</summary>
    internal ValueTask RecordAbandonmentAsync()
    {
        const int ClientClosedRequest = 499; // No status of HTTP, but the one that proxies log for it; nobody gets it.
        _recorded = _durable;
        return RecordAsync(ClientClosedRequest, "ClientClosedRequest");
    }

    /// <summary>The headers that every answer has.</summary>
    internal void WriteHeaders()
    {
        var headers = Context.Response.Headers;
        headers["X-Request-Id"] = RequestId;
        headers.XContentTypeOptions = "nosniff";
        WriteServiceHeaders();
    }

    /// <summary>The headers that every answer of the service has, as soon as that is known.</summary>
    internal void WriteServiceHeaders()
    {
        if (Service is { Dialect: Dialect.Keystone })
        {
            // Stock Keystone sends both on every answer.
            Context.Response.Headers.Vary = "X-Auth-Token";
            Context.Response.Headers["x-openstack-request-id"] = RequestId;
        }
    }

    private async ValueTask FinishAsync(ValueTask appended)
    {
        await appended;
        _durable = true;
    }

    private async Task WriteAfterAsync(ValueTask recorded, Error error)
    {
        await recorded;
        await ErrorWriter.WriteAsync(Context, Dialect, error, RequestId);
    }

    private IReadOnlyList<TrailEvent>? ToEvents() =>
        Trail.HasItems && Operation is { Trail.EventName: not null } operation && _caller is not null ? Trail.ToEvents(this, operation, _services.Ids, Now) : null;

    private TrailEvent? ToEvent(int status, string? errorCode) =>
        Operation is { Trail.EventName: not null } operation && (_caller is not null || Trail.ActorId is not null)
            ? Trail.ToEvent(this, operation, _services.Ids.NewTimeOrderedUuid(), Now, status, errorCode)
            : null;
}
