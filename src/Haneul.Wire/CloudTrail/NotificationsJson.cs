using System.Text.Json.Serialization;

namespace Haneul.Wire.CloudTrail;

/// <summary>JSON metadata of the records of notifications.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NotificationRuleResponse))]
[JsonSerializable(typeof(CreateNotificationRuleResponse))]
[JsonSerializable(typeof(ListNotificationRulesResponse))]
[JsonSerializable(typeof(RotateNotificationSecretResponse))]
[JsonSerializable(typeof(SendTestNotificationResponse))]
[JsonSerializable(typeof(ListNotificationDeliveriesResponse))]
[JsonSerializable(typeof(NotificationMessage))]
public sealed partial class NotificationsJson : JsonSerializerContext;
