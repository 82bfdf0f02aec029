using System.Net;
using Microsoft.Extensions.Configuration;

namespace Haneul.Kernel.Runtime;

/// <summary>
/// Every setting of the server, read once at start from the section <c>Haneul</c> of appsettings, the environment (<c>HANEUL__NAME</c>) and the
/// command line. Unknown keys and values that can't be read keep the server from starting.
/// docs/generated/configuration.md lists them from <see cref="Settings"/>.
/// </summary>
public sealed record HaneulOptions
{
    /// <summary>Folder of database, root key and bootstrap.json.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>sqlite</c>, or a PostgreSQL connection string.</summary>
    public required string Database { get; init; }

    /// <summary>Where the root key is: <c>file:PATH</c>, <c>env:NAME</c> or <c>command:PROGRAM ARGUMENTS</c>; null for <c>root.key</c> in the data folder.</summary>
    public string? RootKey { get; init; }

    /// <summary>Where a second root key is read from during a rotation; null for the default file beside the default root key.</summary>
    public string? PreviousRootKey { get; init; }

    /// <summary>The one region of the installation.</summary>
    public required string Region { get; init; }

    /// <summary>The domain of the installation, whose host names reach the services; null for none.</summary>
    public string? Domain { get; init; }

    /// <summary>The address that callers use, if it is not the one that arrives in Host.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Addresses and networks of proxies whose forwarded headers count.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Addresses that answer /metrics in place of the main one, and nothing else.</summary>
    public IReadOnlyList<string> MetricsUrls { get; init; } = [];

    /// <summary>PEM file with the certificate chain; null for plain HTTP.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>PEM file with the private key.</summary>
    public string? TlsKey { get; init; }

    /// <summary>Whether plain HTTP is allowed on an address that is not loopback.</summary>
    public bool InsecureHttp { get; init; }

    /// <summary>Largest request body, bytes.</summary>
    public long MaxRequestBodyBytes { get; init; }

    /// <summary>Life of a token.</summary>
    public TimeSpan TokenLifetime { get; init; }

    /// <summary>How long after its end a token can still be looked at by whoever asks for that (Keystone's <c>allow_expired</c>).</summary>
    public TimeSpan ExpiredTokenWindow { get; init; }

    /// <summary>Most access keys of one user in one project.</summary>
    public int AccessKeysPerUserAndProject { get; init; }

    /// <summary>Most EC2 (S3) keys of one user in one project.</summary>
    public int S3KeysPerUserAndProject { get; init; }

    /// <summary>Most projects of one organisation; 0 for any number.</summary>
    public int ProjectsPerOrganisation { get; init; }

    /// <summary>Most service accounts of one project.</summary>
    public int ServiceAccountsPerProject { get; init; }

    /// <summary>Calls without a valid token that one address may make in a minute.</summary>
    public int AnonymousFailuresPerMinute { get; init; }

    /// <summary>How long ahead a destruction must be scheduled at least, in days.</summary>
    public int DestructionMinimumDays { get; init; }

    /// <summary>How long ahead a destruction may be scheduled at most, in days.</summary>
    public int DestructionMaximumDays { get; init; }

    /// <summary>How long changes of secrets are kept for clients that follow them.</summary>
    public TimeSpan SecretChangeRetention { get; init; }

    /// <summary>How far back searches of the trail go.</summary>
    public TimeSpan TrailSearchWindow { get; init; }
    /// <summary>How long events are kept, in days; 0 for ever.</summary>
    public int TrailRetentionDays { get; init; }
    /// <summary>Networks that are not public and that the server may connect to all the same when a caller of the API names a target in them.</summary>
    public IReadOnlyList<IPNetwork> AllowPrivateTargets { get; init; } = [];

    /// <summary>Folder for the log storage of the trail; null if projects may not store there.</summary>
    public string? TrailFolder { get; init; }

    /// <summary>After which time without a request a session of the console is over.</summary>
    public TimeSpan ConsoleIdleTimeout { get; init; }

    /// <summary>After which time a session of the console is over whatever happens.</summary>
    public TimeSpan ConsoleSessionLifetime { get; init; }

    /// <summary>What the first start creates; null members are generated.</summary>
    public required BootstrapOptions Bootstrap { get; init; }

    /// <summary>Every setting there is.</summary>
    public static IReadOnlyList<Setting> Settings { get; } =
    [
        new("DataDirectory", "path", "the platform's per-user data folder, haneul", "Folder of the database, the root key and bootstrap.json. Command line: `--data`."),
        new("Database", "text", "sqlite", "`sqlite` for a file in the data folder, or a PostgreSQL connection string."),
        new("RootKey", "text", "file:root.key in the data folder", "Where the root key comes from: `file:PATH`, `env:NAME` or `command:PROGRAM ARGUMENTS`. Losing the key loses every secret. Command line: `--root-key`."),
        new("PreviousRootKey", "text", "file:root.key.previous in the data folder, with the default RootKey", "A second root key that is read with while the root key is rotated, in the forms of `RootKey`: docs/operating.md, root key."),
        new("Region", "text", "kr-central-2", "The region in host names and in the catalogue."),
        new("Domain", "text", "none", "A domain whose host names (`iam.DOMAIN`, `vpc.REGION.DOMAIN`) reach the services."),
        new("PublicUrl", "URL", "as the caller reached the server", "The address for links and catalogues when a proxy hides it. Command line: `--public-url`."),
        new("TrustedProxies", "list, comma-separated", "none", "Addresses or networks of proxies whose `X-Forwarded-*` headers count."),
        new("MetricsUrls", "list, comma-separated", "none", "Addresses that serve `/metrics` and nothing else, each with a port of its own. Without any, the main address serves it if it is loopback."),
        new("TlsCertificate", "path", "none", "PEM file with the certificate chain; read again when it changes. Command line: `--tls-cert`."),
        new("TlsKey", "path", "none", "PEM file with the private key. Command line: `--tls-key`."),
        new("InsecureHttp", "true or false", "false", "Allows plain HTTP on an address that is not loopback. Command line: `--insecure-http`."),
        new("MaxRequestBodyBytes", "bytes, 65536 to 104857600", "1048576", "Largest request body; more is 413. Signing in takes at most 131072."),
        new("TokenLifetime", "hh:mm:ss, 1 minute to 7 days", "12:00:00", "Life of a token."),
        new("ExpiredTokenWindow", "d.hh:mm:ss, 0 to 7 days", "2.00:00:00", "How long after its end a token can still be validated by a service that asks with `allow_expired`. Expired tokens are kept so long."),
        new("AccessKeysPerUserAndProject", "1 to 100", "2", "Most access keys of one user in one project; one more is 403."),
        new("S3KeysPerUserAndProject", "1 to 100", "2", "Most EC2 (S3) keys of one user in one project; one more is 403."),
        new("ProjectsPerOrganisation", "0 to 1000000", "0", "Most projects of one organisation; one more is 403. 0 for any number; KakaoCloud allows 30."),
        new("ServiceAccountsPerProject", "1 to 10000", "100", "Most service accounts of one project, inactive ones included; one more is 403."),
        new("AnonymousFailuresPerMinute", "1 to 1000000", "600", "Calls without a valid token that one address may make in a minute; more are 429."),
        new("DestructionMinimumDays", "0 to 365", "7", "Fewest days between scheduling the destruction of a version of a key or secret and its being destroyed: the time to notice a mistake."),
        new("DestructionMaximumDays", "1 to 3650", "30", "Most days between the two; not below `DestructionMinimumDays`."),
        new("SecretChangeRetention", "days, 1 to 3650", "30", "How long changes of secrets are kept for clients that follow them; a client that was away for longer is told to read anew."),
        new("TrailSearchWindow", "days, 1 to 3650", "90", "How far back searches of Cloud Trail go; older events are not found, whether they are still kept or not."),
        new("TrailRetentionDays", "days, 1 to 36500, or 0", "365", "How long events of the trail are kept; 0 for ever. Not below `TrailSearchWindow`. Older ones are removed every hour: docs/operating.md, trail."),
        new("AllowPrivateTargets", "list, comma-separated", "none", "Addresses or networks that are not public (`127.0.0.0/8`, `10.0.0.0/8`) and to which the server may connect when a project names a target in them: a bucket for log storage, a webhook. Plain HTTP is allowed there too, and nowhere else. Link-local addresses and metadata services stay closed."),
        new("TrailFolder", "path", "none", "Folder below which projects may have the events of the trail stored as files. Without it they can only name a bucket."),
        new("ConsoleIdleTimeout", "hh:mm:ss, 1 minute to 1 day", "00:30:00", "After which time without a request a session of the console is over."),
        new("ConsoleSessionLifetime", "hh:mm:ss, 5 minutes to 7 days", "12:00:00", "After which time a session of the console is over whatever happens; not longer than `TokenLifetime` lasts."),
        new("Bootstrap:Password", "text", "generated", "Password of the first user. Only read at the first start."),
        new("Bootstrap:AccessKeyId", "32 hex digits", "generated", "Id of the first access key. Only read at the first start."),
        new("Bootstrap:AccessKeySecret", "text, at least 32 characters", "generated", "Secret of the first access key. Only read at the first start."),
    ];

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="ConfigurationRefusedException">Something is unknown or can't be read; every such setting is named, no value is quoted.</exception>
    public static HaneulOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Haneul");
        var reader = new SettingReader(section);
        var options = new HaneulOptions
        {
            DataDirectory = reader.Text("DataDirectory") ?? DefaultDataDirectory(),
            Database = reader.Text("Database") ?? "sqlite",
            RootKey = reader.Text("RootKey"),
            PreviousRootKey = reader.Text("PreviousRootKey"),
            Region = reader.Text("Region") ?? "kr-central-2",
            Domain = reader.Text("Domain"),
            PublicUrl = reader.Url("PublicUrl"),
            TrustedProxies = reader.List("TrustedProxies"),
            MetricsUrls = reader.List("MetricsUrls"),
            TlsCertificate = reader.Text("TlsCertificate"),
            TlsKey = reader.Text("TlsKey"),
            InsecureHttp = reader.Boolean("InsecureHttp", false),
            MaxRequestBodyBytes = reader.Number("MaxRequestBodyBytes", 1024 * 1024, 64 * 1024, 100 * 1024 * 1024),
            TokenLifetime = reader.Duration("TokenLifetime", TimeSpan.FromHours(12), TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)),
            ExpiredTokenWindow = reader.Duration("ExpiredTokenWindow", TimeSpan.FromDays(2), TimeSpan.Zero, TimeSpan.FromDays(7)),
            AccessKeysPerUserAndProject = (int)reader.Number("AccessKeysPerUserAndProject", 2, 1, 100),
            S3KeysPerUserAndProject = (int)reader.Number("S3KeysPerUserAndProject", 2, 1, 100),
            ProjectsPerOrganisation = (int)reader.Number("ProjectsPerOrganisation", 0, 0, 1_000_000),
            ServiceAccountsPerProject = (int)reader.Number("ServiceAccountsPerProject", 100, 1, 10_000),
            AnonymousFailuresPerMinute = (int)reader.Number("AnonymousFailuresPerMinute", 600, 1, 1_000_000),
            DestructionMinimumDays = (int)reader.Number("DestructionMinimumDays", 7, 0, 365),
            DestructionMaximumDays = (int)reader.Number("DestructionMaximumDays", 30, 1, 3650),
            SecretChangeRetention = TimeSpan.FromDays(reader.Number("SecretChangeRetention", 30, 1, 3650)),
            ConsoleIdleTimeout = reader.Duration("ConsoleIdleTimeout", TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            ConsoleSessionLifetime = reader.Duration("ConsoleSessionLifetime", TimeSpan.FromHours(12), TimeSpan.FromMinutes(5), TimeSpan.FromDays(7)),
            TrailSearchWindow = TimeSpan.FromDays(reader.Number("TrailSearchWindow", 90, 1, 3650)),
            TrailRetentionDays = (int)reader.Number("TrailRetentionDays", 365, 0, 36500),
            AllowPrivateTargets = reader.Networks("AllowPrivateTargets"),
            TrailFolder = reader.Text("TrailFolder"),
            Bootstrap = new BootstrapOptions(
                reader.Text("Bootstrap:Password"),
                reader.Text("Bootstrap:AccessKeyId"),
                reader.Text("Bootstrap:AccessKeySecret")),
        };
        if ((options.TlsCertificate is null) != (options.TlsKey is null))
        {
            reader.Refuse(options.TlsKey is null ? "TlsKey" : "TlsCertificate", "is needed beside the other");
        }

        if (options.DestructionMaximumDays < options.DestructionMinimumDays)
        {
            reader.Refuse("DestructionMaximumDays", "must not be below DestructionMinimumDays");
        }

        if (options.TrailRetentionDays > 0 && options.TrailRetentionDays < options.TrailSearchWindow.Days)
        {
            reader.Refuse("TrailRetentionDays", "must be 0 or at least TrailSearchWindow");
        }

        if (options.Bootstrap.AccessKeyId is { } id && (id.Length != 32 || !id.All(char.IsAsciiHexDigitLower)))
        {
            reader.Refuse("Bootstrap:AccessKeyId", "must be 32 lower-case hex digits");
        }

        if (options.Bootstrap.AccessKeySecret is { Length: < 32 or > 255 })
        {
            reader.Refuse("Bootstrap:AccessKeySecret", "must have 32 to 255 characters");
        }

        if (options.Bootstrap.Password is { Length: < 8 or > 128 })
        {
            reader.Refuse("Bootstrap:Password", "must have 8 to 128 characters");
        }

        reader.ThrowIfRefused(Settings);
        return options;
    }

    private static string DefaultDataDirectory() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "haneul");
}

/// <summary>What the first start creates; members that are null are generated.</summary>
/// <param name="Password">Password of the first user.</param>
/// <param name="AccessKeyId">Id of the first access key.</param>
/// <param name="AccessKeySecret">Secret of the first access key.</param>
public sealed record BootstrapOptions(string? Password, string? AccessKeyId, string? AccessKeySecret)
{
    /// <summary>Whether every credential of the first start comes from the operator, so that none was generated.</summary>
    public bool IsComplete => Password is not null && AccessKeyId is not null && AccessKeySecret is not null;

    /// <inheritdoc />
    public override string ToString() => "BootstrapOptions";
}

/// <summary>One setting, for reading and for the reference.</summary>
/// <param name="Name">Key below <c>Haneul</c>.</param>
/// <param name="Type">What may stand there.</param>
/// <param name="Default">What holds without it.</param>
/// <param name="Description">What it does.</param>
public sealed record Setting(string Name, string Type, string Default, string Description);

/// <summary>The configuration can't be used, so the server does not start. The text names settings, never their values.</summary>
public sealed class ConfigurationRefusedException(string message) : Exception(message);
