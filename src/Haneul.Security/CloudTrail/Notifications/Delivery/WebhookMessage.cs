using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Haneul.Security.CloudTrail.Notifications.Rules;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Delivery;

/// <summary>What a webhook gets: the body, and the signatures by which the receiver knows that it comes from here, now, and unchanged.</summary>
internal static class WebhookMessage
{
    /// <summary>The body; without an event that of a test message.</summary>
    public static byte[] CreateBody(StoredRule rule, string deliveryId, Event? found) => JsonSerializer.SerializeToUtf8Bytes(
        new NotificationMessage(deliveryId, new NotificationMessageRule(rule.Id, rule.Name), IsTest: found is null, found), NotificationsJson.Default.NotificationMessage);

    /// <summary><c>v1=</c> and the HMAC-SHA-256, in hex, of the timestamp, a dot and the body, under the secret as it is written.</summary>
    public static string Sign(ReadOnlySpan<byte> secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp));
        hmac.AppendData("."u8);
        hmac.AppendData(body);
        return "v1=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
