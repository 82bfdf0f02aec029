using System.Globalization;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>
/// Plans the reminders of an expiry date: 30, 7 and 1 days before, and at the date. It reminds and does not lock: the values stay readable, because a date that stopped
/// them would make an outage of somebody's forgetting (docs/adr/0018).
/// </summary>
internal sealed class ExpiryPlan(IJobs jobs, TimeProvider time)
{
    /// <summary>The kind of the job; there is one per secret that has a date.</summary>
    public const string JobKind = "secrets.expiry";

    /// <summary>Days before the date at which there is a reminder, the date itself last.</summary>
    private static readonly int[] Days = [30, 7, 1, 0];

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(36_525);

    /// <summary>Reads a date from a body; null for none.</summary>
    public static long? ReadDate(JsonFields fields, string field, long now)
    {
        if (fields.OptionalInstant(field) is not { } date)
        {
            return null;
        }

        var expiresAt = UnixTime.ToMicroseconds(date);
        if (expiresAt <= now || date > UnixTime.FromMicroseconds(now) + Furthest)
        {
            fields.AddProblem(field, "must be in the future, by at most 100 years");
            return null;
        }

        return expiresAt;
    }

    /// <summary>Plans the reminders of a date anew; null for no date.</summary>
    public async ValueTask PlanAsync(ITransaction transaction, Call call, string secretId, long? expiresAt)
    {
        var id = new ExpirySubject(call.ProjectId, secretId).ToText();
        if (expiresAt is { } date && NextAfter(date, time.GetUtcNow()) is { } next)
        {
            await jobs.ScheduleAsync(transaction, JobKind, id, next);
        }
        else
        {
            await jobs.CancelAsync(transaction, JobKind, id);
        }
    }

    /// <summary>Takes the reminders of a secret back.</summary>
    public ValueTask CancelAsync(ITransaction transaction, string projectId, string secretId) =>
        jobs.CancelAsync(transaction, JobKind, new ExpirySubject(projectId, secretId).ToText());

    /// <summary>The next reminder of a date after an instant; null if there is none left.</summary>
    public static DateTimeOffset? NextAfter(long expiresAt, DateTimeOffset instant)
    {
        foreach (var days in Days)
        {
            var reminder = UnixTime.FromMicroseconds(expiresAt).AddDays(-days);
            if (reminder > instant)
            {
                return reminder;
            }
        }

        return null;
    }

    /// <summary>How many of the days of the reminders are left at an instant, such as 7 from seven days before the date until one day before; 0 once it is reached.</summary>
    public static int DaysLeft(long expiresAt, DateTimeOffset instant) =>
        Days.Last(days => days == Days[0] || UnixTime.FromMicroseconds(expiresAt).AddDays(-days) <= instant);
}

/// <summary>What a job of the expiry is about.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="SecretId">The secret.</param>
internal sealed record ExpirySubject(string ProjectId, string SecretId)
{
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{ProjectId}/{SecretId}");

    public static ExpirySubject FromText(string text) => text.Split('/') is [var project, var secret] ? new(project, secret) : throw new FormatException("No project and secret.");
}
