using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.AspNetCore.Http;

namespace Haneul.UnitTests.Operations;

/// <summary>The service name of an event says through what the call came (spec/events.md 1), and no header has a say in it.</summary>
public sealed class CallOriginTests : ITrail
{
    private readonly List<TrailEvent> _events = [];

    [Theory]
    [InlineData(CallOrigin.OpenApi, "GET", "OpenAPI")]
    [InlineData(CallOrigin.OpenApi, "POST", "OpenAPI")]
    [InlineData(CallOrigin.Console, "GET", "Console")]
    [InlineData(CallOrigin.Console, "HEAD", "Console")]
    [InlineData(CallOrigin.Console, "POST", "Secrets Manager")]
    [InlineData(CallOrigin.Console, "DELETE", "Secrets Manager")]
    public async Task An_event_tells_through_what_its_call_came(CallOrigin origin, string method, string serviceName)
    {
        var call = NewCall(method);
        call.Origin = origin;

        await call.RecordAsync(200, errorCode: null);

        var recorded = Assert.Single(_events);
        Assert.Equal((serviceName, "Secrets Manager"), (recorded.ServiceName, recorded.SourceService));
    }

    [Fact]
    public void A_call_is_one_of_the_API_whatever_its_headers_say()
    {
        var call = NewCall("GET");

        Assert.Equal(CallOrigin.OpenApi, call.Origin);
    }

    public ValueTask RecordAsync(ITransaction transaction, TrailEvent trailEvent) => AppendAsync(trailEvent, CancellationToken.None);

    public ValueTask RecordAsync(ITransaction transaction, IReadOnlyList<TrailEvent> trailEvents) => AppendAsync(trailEvents, CancellationToken.None);

    public ValueTask AppendAsync(IReadOnlyList<TrailEvent> trailEvents, CancellationToken cancellation)
    {
        _events.AddRange(trailEvents);
        return default;
    }

    public ValueTask AppendAsync(TrailEvent trailEvent, CancellationToken cancellation)
    {
        _events.Add(trailEvent);
        return default;
    }

    private Call NewCall(string method)
    {
        var secrets = new ServiceDescriptor("secrets-manager", "Secrets Manager", Dialect.Platform).At("secrets-manager");
        var services = new CallServices(this, new IdGenerator(new SystemRandomSource(), TimeProvider.System), TimeProvider.System, new PublicUrls(null, "r"), new AddressBook([secrets], "r", null));
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Path = "/secrets-manager/api/v1/things";
        context.Request.Headers["X-Haneul-Origin"] = "Console";
        return new Call(context, services, "request-1")
        {
            Destination = new Destination(secrets.Addresses[0], AddressForm.Root),
            Operation = new Operation("secrets-manager", "GetThing", Permission.SignedIn("anyone in this test"), TrailRule.Project("Get Thing", "Thing")),
            Caller = new Caller { UserId = "u", UserName = "n", UserDomainId = "d", Roles = new HashSet<string>(StringComparer.Ordinal), Permissions = new PermissionSet([]) },
        };
    }
}
