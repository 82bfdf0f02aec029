using System.Text.RegularExpressions;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.CloudTrail.LogStorage.Buckets;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>The settings that a caller wants.</summary>
/// <param name="Bucket">The bucket; null for the operator's folder.</param>
/// <param name="Secret">Its secret key; null to keep the one that is there.</param>
/// <param name="IntervalMinutes">10 or 60.</param>
/// <param name="Format"><see cref="LogStorageFormats"/>.</param>
/// <param name="IncludesOrganisation">Whether events of the organisation are wanted too.</param>
internal sealed partial record LogStorageRequest(BucketAddress? Bucket, string? Secret, int IntervalMinutes, string Format, bool IncludesOrganisation)
{
    private const int LongestSecret = 512;

    /// <summary>Reads the body.</summary>
    public static LogStorageRequest Read(JsonFields body, HaneulOptions options)
    {
        var nothing = new LogStorageRequest(null, null, 0, "", false);
        if (body.RequiredObject("log_storage") is not { } fields)
        {
            return nothing;
        }

        var folder = fields.OptionalBoolean("folder") ?? false;
        var bucket = fields.OptionalObject("bucket");
        if (folder == fields.Has("bucket"))
        {
            fields.AddProblem("bucket", "is required, unless 'folder' is true; not both");
        }
        else if (folder && options.TrailFolder is null)
        {
            // Where the folder is only the operator says, never a caller.
            fields.AddProblem("folder", "is not available: the operator of the server has named no folder");
        }

        var interval = fields.OptionalInt32("interval_minutes", 10, 60) ?? 60;
        if (interval is not (10 or 60))
        {
            fields.AddProblem("interval_minutes", "must be 10 or 60");
        }

        var format = fields.OptionalString("format") ?? LogStorageFormats.Gz;
        if (format is not (LogStorageFormats.Gz or LogStorageFormats.Gzip or LogStorageFormats.Zip))
        {
            fields.AddProblem("format", "must be gz, gzip or zip");
        }

        return nothing with
        {
            Bucket = bucket is null ? null : ReadBucket(bucket, options),
            Secret = bucket?.OptionalString("secret_access_key", 1, LongestSecret),
            IntervalMinutes = interval,
            Format = format,
            IncludesOrganisation = fields.OptionalBoolean("include_organisation_events") ?? false,
        };
    }

    /// <inheritdoc />
    public override string ToString() => nameof(LogStorageRequest);

    private static BucketAddress ReadBucket(JsonFields fields, HaneulOptions options)
    {
        var endpoint = fields.RequiredString("endpoint");
        var wellFormed = Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.AbsolutePath == "/" && uri.Query.Length == 0 &&
            uri.Fragment.Length == 0 && uri.UserInfo.Length == 0 && System.Text.Ascii.IsValid(endpoint);
        if (endpoint.Length > 0 && !wellFormed)
        {
            fields.AddProblem("endpoint", "must be the address of a service such as https://objectstorage.example.org, without a path");
        }
        else if (wellFormed && uri!.Scheme == "http" && options.AllowPrivateTargets.Count == 0)
        {
            fields.AddProblem("endpoint", "must begin with https://");
        }

        return new BucketAddress(
            wellFormed ? uri!.GetLeftPart(UriPartial.Authority) : "",
            ReadMatching(fields, "region", RegionForm(), "must be the name of a region: lower-case letters, digits and dashes"),
            ReadMatching(fields, "name", BucketForm(), "must be the name of a bucket: 3 to 63 lower-case letters, digits, dots and dashes"),
            ReadMatching(fields, "access_key_id", KeyIdForm(), "must be letters, digits, dashes, dots and underscores"));
    }

    private static string ReadMatching(JsonFields fields, string name, Regex form, string problem)
    {
        var text = fields.RequiredString(name, 1, 128);
        if (text.Length > 0 && !form.IsMatch(text))
        {
            fields.AddProblem(name, problem);
        }

        return text;
    }

    // What is matched here goes into addresses, headers and signatures; none of it may hold what means something there.
    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionForm();

    [GeneratedRegex(@"^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BucketForm();

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,128}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyIdForm();
}
