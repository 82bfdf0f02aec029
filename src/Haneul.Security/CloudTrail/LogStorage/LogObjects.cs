using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Security.CloudTrail.LogStorage.Buckets;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>Stores objects where a target wants them: in its bucket, or below the operator's folder in a folder of its own.</summary>
internal sealed partial class LogObjects(BucketClient buckets, BucketSecrets secrets, HaneulOptions options, ILogger<LogObjects> logger)
{
    /// <summary>Stores an object, in place of one of the name. Null if it is stored, else why it is not.</summary>
    public async ValueTask<LogStorageFailure?> StoreAsync(LogTarget target, string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        if (target.Bucket is not { } bucket)
        {
            return StoreInFolder(target.ProjectId, name, content.Span);
        }

        try
        {
            using var secret = await secrets.OpenAsync(target.ProjectId, bucket, target.Secret!, cancellation);
            return await buckets.PutAsync(bucket, secret.Memory, name, contentType, content, cancellation);
        }
        catch (EnvelopeException exception)
        {
            // One damaged row must not keep the job from telling so.
            LogDamaged(exception, target.ProjectId);
            return LogStorageFailure.Unknown;
        }
    }

    private LogStorageFailure? StoreInFolder(string projectId, string name, ReadOnlySpan<byte> content)
    {
        // Ids of projects come from whoever made them; none may lead out of the folder.
        if (options.TrailFolder is not { } folder || !projectId.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            return LogStorageFailure.Unknown;
        }

        try
        {
            var path = Path.Combine([folder, projectId, .. name.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            PrivateFile.Replace(path, content);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFolderFailed(exception, projectId);
            return LogStorageFailure.Unknown;
        }
    }

    [LoggerMessage(410, LogLevel.Error, "The key of the bucket for the events of project {ProjectId} can't be opened.")]
    private partial void LogDamaged(Exception exception, string projectId);

    [LoggerMessage(411, LogLevel.Error, "Events of project {ProjectId} can't be written to the folder of the setting TrailFolder.")]
    private partial void LogFolderFailed(Exception exception, string projectId);
}
