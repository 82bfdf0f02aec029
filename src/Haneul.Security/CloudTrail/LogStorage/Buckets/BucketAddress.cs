namespace Haneul.Security.CloudTrail.LogStorage.Buckets;

/// <summary>A bucket, and the key that opens it.</summary>
/// <param name="Endpoint">Scheme, host and port of the service.</param>
/// <param name="Region">The region that signatures name.</param>
/// <param name="Name">Name of the bucket.</param>
/// <param name="AccessKeyId">Id of the access key.</param>
internal sealed record BucketAddress(string Endpoint, string Region, string Name, string AccessKeyId);
