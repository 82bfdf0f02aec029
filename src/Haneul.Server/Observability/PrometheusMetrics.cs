using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Pipeline;
using Haneul.Kernel.Runtime;
using Haneul.Security.CloudTrail.LogStorage;
using Haneul.Security.CloudTrail.Notifications.Delivery;
using Haneul.Security.CloudTrail.Verification.Runs;

namespace Haneul.Server.Observability;

/// <summary>Collects the server's own instruments and prints them in the text format of Prometheus.</summary>
internal sealed class PrometheusMetrics : IDisposable
{
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<(string Operation, string Status), Series> _requests = new();
    private readonly MeterListener _listener = new();
    private readonly AnonymousFailures _failures;
    private readonly JobMetrics _jobs;
    private readonly VerificationMetrics _trail;
    private readonly LogStorageMetrics _storage;
    private readonly NotificationMetrics _notifications;

    public PrometheusMetrics(AnonymousFailures failures, JobMetrics jobs, VerificationMetrics trail, LogStorageMetrics storage, NotificationMetrics notifications)
    {
        _storage = storage;
        _notifications = notifications;
        _trail = trail;
        _failures = failures;
        _jobs = jobs;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is Histogram<double> && instrument.Meter.Name == RequestMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            var key = ((string?)tags[0].Value ?? "", (string?)tags[1].Value ?? "");
            _requests.GetOrAdd(key, static _ => new Series()).Add(seconds);
        });
        _listener.Start();
    }

    /// <summary>The text, as of now.</summary>
    public string Print()
    {
        var text = new StringBuilder(8192);
        text.Append("# HELP haneul_request_duration_seconds Duration of requests by operation and status.\n# TYPE haneul_request_duration_seconds histogram\n");
        foreach (var ((operation, status), series) in _requests.OrderBy(pair => pair.Key.Operation, StringComparer.Ordinal).ThenBy(pair => pair.Key.Status, StringComparer.Ordinal))
        {
            series.Print(text, $"operation=\"{operation}\",status=\"{status}\"");
        }

        Append(text, "haneul_anonymous_failures_total", "counter", "Calls without a valid token.", _failures.Total);
        Append(text, "haneul_job_runs_total", "counter", "Runs of background jobs that succeeded.", _jobs.Succeeded);
        Append(text, "haneul_job_failures_total", "counter", "Runs of background jobs that failed.", _jobs.Failed);
        Append(text, "haneul_jobs_parked_total", "counter", "Background jobs that failed so often that they are left alone.", _jobs.Parked);
        Append(text, "haneul_trail_verifications_total", "counter", "Verifications of the trail that came to their end.", _trail.Verifications);
        Append(text, "haneul_trail_damages", "gauge", "Places of the trail that the last verification of this process found not as they were written.", _trail.LastDamages);
        Append(text, "haneul_log_storage_uploads_total", "counter", "Objects of log storage that were stored.", _storage.Stored);
        Append(text, "haneul_log_storage_upload_failures_total", "counter", "Attempts to store an object of log storage that failed.", _storage.Failed);
        Append(text, "haneul_log_storage_targets_failing", "gauge", "Targets of log storage whose last attempt failed.", _storage.FailingTargets);
        Append(text, "haneul_log_storage_events_waiting", "gauge", "Events of the trail that the target furthest behind still has to go through.", _storage.Waiting);
        Append(text, "haneul_notification_deliveries_total", "counter", "Notifications that were delivered.", _notifications.Delivered);
        Append(text, "haneul_notification_failures_total", "counter", "Attempts to deliver a notification that failed.", _notifications.Failed);
        Append(text, "haneul_notification_deliveries_waiting", "gauge", "Notifications that wait to be delivered, or to be tried again.", _notifications.Waiting);
        Append(text, "process_resident_memory_bytes", "gauge", "Memory of the process.", Environment.WorkingSet);
        Append(text, "dotnet_gc_heap_size_bytes", "gauge", "Managed heap.", GC.GetTotalMemory(forceFullCollection: false));
        Append(text, "dotnet_gc_collections_total", "counter", "Collections of all generations.", GC.CollectionCount(0));
        Append(text, "dotnet_threadpool_threads", "gauge", "Threads of the pool.", ThreadPool.ThreadCount);
        Append(text, "dotnet_threadpool_queue_length", "gauge", "Work items that wait.", ThreadPool.PendingWorkItemCount);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void Append(StringBuilder text, string name, string type, string help, long value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");

    private sealed class Series
    {
        private readonly long[] _buckets = new long[Bounds.Length + 1];
        private readonly Lock _lock = new();
        private double _sum;

        public void Add(double seconds)
        {
            var index = 0;
            while (index < Bounds.Length && seconds > Bounds[index])
            {
                index++;
            }

            lock (_lock)
            {
                _buckets[index]++;
                _sum += seconds;
            }
        }

        public void Print(StringBuilder text, string labels)
        {
            lock (_lock)
            {
                long count = 0;
                for (var index = 0; index < _buckets.Length; index++)
                {
                    count += _buckets[index];
                    var bound = index < Bounds.Length ? Bounds[index].ToString(CultureInfo.InvariantCulture) : "+Inf";
                    text.Append(CultureInfo.InvariantCulture, $"haneul_request_duration_seconds_bucket{{{labels},le=\"{bound}\"}} {count}\n");
                }

                text.Append(CultureInfo.InvariantCulture, $"haneul_request_duration_seconds_sum{{{labels}}} {_sum}\n");
                text.Append(CultureInfo.InvariantCulture, $"haneul_request_duration_seconds_count{{{labels}}} {count}\n");
            }
        }
    }
}
