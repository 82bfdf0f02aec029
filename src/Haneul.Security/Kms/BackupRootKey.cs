using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms;

/// <summary>
/// The root key for those who make or read a backup. It is read from where the setting says and is never made; that it is the right one is for the
/// caller to ask before anything is written.
/// </summary>
public sealed class BackupRootKey : IDisposable
{
    private readonly RootKey _key;
    private readonly string _source;

    private BackupRootKey(RootKey key, string source)
    {
        _key = key;
        _source = source;
    }

    /// <summary>Tells root keys apart; not secret.</summary>
    public string Fingerprint => _key.Fingerprint;

    /// <summary>Where the key of an installation is when the setting says nothing, as the setting would say it.</summary>
    public static string DefaultSetting(string dataFolder) => "file:" + Path.GetFullPath(Path.Combine(dataFolder, RootKeySource.DefaultFileName));

    /// <summary>Reads the key, or a problem that names its source and never its content.</summary>
    public static async ValueTask<(BackupRootKey? Key, string? Problem)> ReadAsync(HaneulOptions options, TimeProvider time, CancellationToken cancellation)
    {
        if (!RootKeySource.TryParse(options.RootKey, options.DataDirectory, time, out var source, out var problem))
        {
            return (null, problem);
        }

        var reading = await source.ReadAsync(cancellation);
        return reading.Key is { } key ? (new BackupRootKey(key, source.Description), null) : (null, reading.Problem);
    }

    /// <summary>Why this key is not that of a database; null if it is. A backup under another would open and still be worth nothing.</summary>
    public async ValueTask<string?> RefuseAsync(IDatabaseSession session) => await RootKeyCheck.FindAsync(session) is { } check
        ? check.Refuse(_key, _source)
        : "There is no installation in this database yet; start the server once.";

    /// <summary>Why this key does not open a backup that needs another; null if it may.</summary>
    public string? Refuse(string neededFingerprint) => string.Equals(neededFingerprint, Fingerprint, StringComparison.Ordinal)
        ? null
        : $"This backup needs the root key with the fingerprint {neededFingerprint}, and {_source} has {Fingerprint}. Name the right one with --root-key (file:PATH, env:NAME or command:PROGRAM ARGUMENTS).";

    /// <summary>Derives the key of a backup from its salt.</summary>
    public void Derive(ReadOnlySpan<byte> salt, Span<byte> key) => _key.DeriveBackupKey(salt, key);

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();
}
