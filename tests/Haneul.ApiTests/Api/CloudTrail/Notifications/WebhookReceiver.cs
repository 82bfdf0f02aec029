using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>A webhook on a real socket of the loopback address, which keeps what it gets and answers as the test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ReceivedMessage> _arrivals = Channel.CreateUnbounded<ReceivedMessage>();
    private readonly List<ReceivedMessage> _messages = [];

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Answers a message that has arrived; 204 at first.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = static context =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    /// <summary>What has arrived, in order.</summary>
    public IReadOnlyList<ReceivedMessage> Messages
    {
        get
        {
            lock (_messages)
            {
                return [.. _messages];
            }
        }
    }

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>From now on it answers with a status.</summary>
    public void AnswerWith(int status) => Answer = context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    /// <summary>The next message, when it has arrived.</summary>
    public async Task<ReceivedMessage> NextAsync() => await _arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var message = new ReceivedMessage(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        lock (_messages)
        {
            _messages.Add(message);
        }

        await _arrivals.Writer.WriteAsync(message);
        await Answer(context);
    }
}

/// <summary>What a webhook got.</summary>
internal sealed record ReceivedMessage(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string DeliveryId => Headers["Haneul-Delivery"];

    public JsonElement Json => JsonElement.Parse(Encoding.UTF8.GetString(Body));

    /// <summary>The signatures that are there.</summary>
    public IReadOnlyList<string> Signatures => Headers["Haneul-Signature"].Split(',');

    /// <summary>Whether one of the signatures is by a secret, as a receiver checks it: over the timestamp, a dot and the body.</summary>
    public bool IsSignedBy(string secret)
    {
        Assert.True(long.TryParse(Headers["Haneul-Timestamp"], CultureInfo.InvariantCulture, out _));
        var signed = Encoding.UTF8.GetBytes(Headers["Haneul-Timestamp"] + ".").Concat(Body).ToArray();
        return Signatures.Contains("v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)), StringComparer.Ordinal);
    }
}
