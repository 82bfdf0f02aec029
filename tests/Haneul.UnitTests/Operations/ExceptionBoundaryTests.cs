using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Pipeline;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.UnitTests.Operations;

/// <summary>However a call ends, it is on the trail once, and what every answer has is on its answer.</summary>
public sealed class ExceptionBoundaryTests
{
    private readonly KeptTrail _trail = new();
    private readonly DefaultHttpContext _context = new();
    private readonly Call _call;

    public ExceptionBoundaryTests()
    {
        var iam = new ServiceDescriptor("iam", "IAM", Dialect.Keystone) { RootPaths = ["/identity"] }.At("iam");
        var services = new CallServices(_trail, new IdGenerator(new SystemRandomSource(), TimeProvider.System), TimeProvider.System, new PublicUrls(null, "r"), new AddressBook([iam], "r", null));
        _call = new Call(_context, services, "request-1")
        {
            Destination = new Destination(iam.Addresses[0], AddressForm.Root),
            Operation = new Operation("iam", "GetThing", Permission.SignedIn("anyone in this test"), TrailRule.Organisation("Get Thing", "Thing")),
            Caller = new Caller { UserId = "u", UserName = "n", UserDomainId = "d", Roles = new HashSet<string>(StringComparer.Ordinal), Permissions = new PermissionSet([]) },
        };
        _context.Features.Set(_call);
        _context.Request.Path = "/iam/identity/v3/things";
    }

    [Fact]
    public async Task A_call_that_its_client_gives_up_is_recorded_as_failed()
    {
        await RunAsync(ThrowAsGivenUpAsync);

        var recorded = Assert.Single(_trail.Events);
        Assert.Equal((499, TrailResult.Failed, "Get Thing"), (recorded.Status, recorded.Result, recorded.Name));
    }

    [Fact]
    public async Task A_call_that_was_recorded_before_its_client_went_is_not_recorded_again()
    {
        await RunAsync(async context =>
        {
            await _call.RecordAsync(200, null);
            await ThrowAsGivenUpAsync(context);
        });

        Assert.Equal(200, Assert.Single(_trail.Events).Status);
    }

    [Fact]
    public async Task A_trail_that_is_out_of_reach_when_the_client_went_breaks_nothing()
    {
        _trail.IsBroken = true;

        await RunAsync(ThrowAsGivenUpAsync);

        Assert.Empty(_trail.Events);
    }

    [Fact]
    public async Task A_bug_keeps_the_headers_of_every_answer_and_none_of_its_own()
    {
        await RunAsync(context =>
        {
            context.Response.Headers["X-Subject-Token"] = "half made";
            throw new InvalidOperationException("a bug");
        });

        var headers = _context.Response.Headers;
        Assert.Equal(500, _context.Response.StatusCode);
        Assert.Equal("request-1", headers["X-Request-Id"]);
        Assert.Equal("request-1", headers["x-openstack-request-id"]);
        Assert.Equal("X-Auth-Token", headers.Vary);
        Assert.Equal("nosniff", headers.XContentTypeOptions);
        Assert.False(headers.ContainsKey("X-Subject-Token"));
        Assert.Equal(500, Assert.Single(_trail.Events).Status);
    }

    private Task RunAsync(RequestDelegate next) => new ExceptionBoundary(NullLogger<ExceptionBoundary>.Instance).InvokeAsync(_context, next);

    private static Task ThrowAsGivenUpAsync(HttpContext context)
    {
        context.RequestAborted = new CancellationToken(canceled: true);
        throw new OperationCanceledException();
    }

    private sealed class KeptTrail : ITrail
    {
        public List<TrailEvent> Events { get; } = [];

        public bool IsBroken { get; set; }

        public ValueTask RecordAsync(ITransaction transaction, TrailEvent trailEvent) => AppendAsync(trailEvent, CancellationToken.None);

        public ValueTask RecordAsync(ITransaction transaction, IReadOnlyList<TrailEvent> trailEvents) => AppendAsync(trailEvents, CancellationToken.None);

        public async ValueTask AppendAsync(IReadOnlyList<TrailEvent> trailEvents, CancellationToken cancellation)
        {
            foreach (var trailEvent in trailEvents)
            {
                await AppendAsync(trailEvent, cancellation);
            }
        }

        public ValueTask AppendAsync(TrailEvent trailEvent, CancellationToken cancellation)
        {
            if (IsBroken)
            {
                throw new StorageUnavailableException("out of reach");
            }

            Events.Add(trailEvent);
            return default;
        }
    }
}
