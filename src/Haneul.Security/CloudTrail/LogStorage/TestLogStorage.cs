using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>
/// Stores a small object with the present settings, always the same one: the permission to write is shown by nothing but writing. Of what the target answers the caller learns which of the
/// four failures it was. Once in a few seconds.
/// </summary>
internal static class TestLogStorage
{
    private const string ObjectName = "trail/connection-test.txt";

    public static readonly Operation Operation = new(
        "cloud-trail",
        "TestLogStorage",
        LogStoragePermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("TestLogStorage"), "Archive"),
        LogStorageErrors.NotEnabled,
        LogStorageErrors.TestTooSoon);

    private static readonly byte[] Content = "Events of the trail can be stored here.\n"u8.ToArray();

    public static async ValueTask<Outcome<LogStorageTestResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, LogObjects objects, TestPace pace)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var target = await database.ReadAsync(session => LogTarget.FindAsync(session, call.ProjectId), call.Context.RequestAborted);
        if (target is null)
        {
            return LogStorageErrors.NotEnabled;
        }

        call.Trail.ResourceName = target.Bucket?.Name;
        if (!pace.TryBegin(call.ProjectId))
        {
            return LogStorageErrors.TestTooSoon.With(TestPace.Seconds) with { RetryAfterSeconds = TestPace.Seconds };
        }

        var failure = await objects.StoreAsync(target, ObjectName, "text/plain", Content, call.Context.RequestAborted);
        if (failure is not null)
        {
            call.Trail.AddFact("failure", failure.Code);
        }

        return new LogStorageTestResponse(new LogStorageTest(
            failure is null, ObjectName, failure is null ? null : LogStorageAnswer.ErrorOf(failure, UnixTime.ToMicroseconds(call.Now))));
    }
}
