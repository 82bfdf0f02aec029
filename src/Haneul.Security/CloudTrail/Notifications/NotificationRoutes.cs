using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage.Backup;
using Haneul.Security.CloudTrail.Notifications.Delivery;
using Haneul.Security.CloudTrail.Notifications.Matching;
using Haneul.Security.CloudTrail.Notifications.Rules;
using Haneul.Security.CloudTrail.Retention;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.CloudTrail.Notifications;

/// <summary>Notifications: rules that send events of the trail to webhooks (docs/adr/0025-notifications.md).</summary>
internal static class NotificationRoutes
{
    public static void Add(IServiceCollection services) => services
        .AddSingleton<RuleSecrets>().AddSingleton<WebhookClient>().AddSingleton<Outbox>().AddSingleton<NotificationMetrics>()
        .AddSingleton<IHoldings, LiveNotificationRules>().AddSingleton<IBackupCheck, RuleSecretsCheck>().AddSingleton<ITrailConsumer, MatchedEvents>()
        .AddSingleton<NotificationMatcher>().AddHostedService(static provider => provider.GetRequiredService<NotificationMatcher>())
        .AddSingleton<NotificationSender>().AddHostedService(static provider => provider.GetRequiredService<NotificationSender>())
        .AddSingleton<OutboxSweep>().AddHostedService(static provider => provider.GetRequiredService<OutboxSweep>());

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/haneul/v1/notification-rules", ListNotificationRules.HandleAsync).For(ListNotificationRules.Operation);
        api.MapPost("/haneul/v1/notification-rules", CreateNotificationRule.HandleAsync).For(CreateNotificationRule.Operation);
        api.MapGet("/haneul/v1/notification-rules/{ruleId}", GetNotificationRule.HandleAsync).For(GetNotificationRule.Operation);
        api.MapPatch("/haneul/v1/notification-rules/{ruleId}", UpdateNotificationRule.HandleAsync).For(UpdateNotificationRule.Operation);
        api.MapDelete("/haneul/v1/notification-rules/{ruleId}", DeleteNotificationRule.HandleAsync).For(DeleteNotificationRule.Operation);
        api.MapPost("/haneul/v1/notification-rules/{ruleId}/secret-rotation", RotateNotificationSecret.HandleAsync).For(RotateNotificationSecret.Operation);
        api.MapPost("/haneul/v1/notification-rules/{ruleId}/test-message", SendTestNotification.HandleAsync).For(SendTestNotification.Operation);
        api.MapGet("/haneul/v1/notification-rules/{ruleId}/deliveries", ListNotificationDeliveries.HandleAsync).For(ListNotificationDeliveries.Operation);
    }
}
