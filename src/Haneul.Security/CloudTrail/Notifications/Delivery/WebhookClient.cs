using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Outbound;
using Haneul.Kernel.Runtime;
using Haneul.Security.CloudTrail.Notifications.Rules;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Delivery;

/// <summary>
/// Posts a message to the webhook of a rule. Every connection is checked when it is made, redirects are not followed, and of the answer nothing but the class of its status is
/// looked at: the server must be no means to read what only it can reach.
/// </summary>
internal sealed class WebhookClient : IDisposable
{
    /// <summary>How long the receiver has to answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // What of a body has come with the headers may be read away to keep the connection; a longer one ends it.
    private const int MostDrained = 1024;
    private static readonly TimeSpan LongestDrain = TimeSpan.FromMilliseconds(200);

    private readonly RuleSecrets _secrets;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public WebhookClient(OutboundAddresses addresses, RuleSecrets secrets, TimeProvider time)
    {
        _secrets = secrets;
        _time = time;
        var handler = addresses.CreateHandler();
        handler.MaxResponseDrainSize = MostDrained;
        handler.ResponseDrainTimeout = LongestDrain;
        _http = new HttpMessageInvoker(handler);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    /// <summary>Sends a message and tells what came of it (<see cref="NotificationOutcomes"/>).</summary>
    /// <exception cref="EnvelopeException">What is stored of the rule does not open.</exception>
    public async ValueTask<string> SendAsync(StoredRule rule, string deliveryId, Event? found, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, await _secrets.OpenUrlAsync(rule, cancellation));
        var body = WebhookMessage.CreateBody(rule, deliveryId, found);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var now = _time.GetUtcNow();
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("User-Agent", "Haneul");
        request.Headers.TryAddWithoutValidation("Haneul-Delivery", deliveryId);
        request.Headers.TryAddWithoutValidation("Haneul-Timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("Haneul-Signature", await SignAsync(rule, timestamp, body, UnixTime.ToMicroseconds(now), cancellation));

        using var timeout = new CancellationTokenSource(Timeout, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            // It returns with the headers: the body is not waited for.
            using var response = await _http.SendAsync(request, ending.Token);
            var status = (int)response.StatusCode;
            return status is >= 200 and < 600 ? string.Create(CultureInfo.InvariantCulture, $"{status / 100}xx") : NotificationOutcomes.OddAnswer;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return NotificationOutcomes.Timeout;
        }
        catch (HttpRequestException exception)
        {
            return Classify(exception);
        }
    }

    private async ValueTask<string> SignAsync(StoredRule rule, string timestamp, byte[] body, long now, CancellationToken cancellation)
    {
        using var secret = await _secrets.OpenAsync(rule, rule.Secret, cancellation);
        var signature = WebhookMessage.Sign(secret.Span, timestamp, body);
        if (rule.PreviousSecret is not { } previous || rule.PreviousUntil <= now)
        {
            return signature;
        }

        using var previousSecret = await _secrets.OpenAsync(rule, previous, cancellation);
        return $"{signature},{WebhookMessage.Sign(previousSecret.Span, timestamp, body)}";
    }

    private static string Classify(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException:
                    return NotificationOutcomes.AddressRefused;
                case AuthenticationException:
                    return NotificationOutcomes.TlsFailed;
                case HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }:
                    return NotificationOutcomes.OddAnswer;
                default:
                    break;
            }
        }

        return NotificationOutcomes.Unreachable;
    }
}
