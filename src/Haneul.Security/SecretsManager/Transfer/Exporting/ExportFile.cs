using Haneul.Kernel.Dialects;

namespace Haneul.Security.SecretsManager.Transfer.Exporting;

/// <summary>The file that an export writes, secret by secret.</summary>
/// <param name="content">What it is written to.</param>
internal abstract class ExportFile(SecretWriter content)
{
    private int _start;

    /// <summary>What it is written to.</summary>
    protected SecretWriter Content { get; } = content;

    /// <summary>Begins a secret; an error if it can't be in the file.</summary>
    public Error? Begin(ExportedSecret secret, string name)
    {
        _start = Content.Length;
        return BeginSecret(secret, name);
    }

    /// <summary>Takes back the secret that was begun.</summary>
    public void Undo() => Content.CutTo(_start);

    /// <summary>Whether the value of a version goes out.</summary>
    public abstract bool HasValue(StoredVersion version);

    /// <summary>Adds a version with its value; an error if the file can't hold it.</summary>
    public abstract Error? Add(StoredVersion version, ReadOnlySpan<byte> value);

    /// <summary>Adds a version whose value does not go out.</summary>
    public abstract void AddWithout(StoredVersion version);

    /// <summary>Ends the secret.</summary>
    public abstract void Complete();

    /// <summary>Ends the file.</summary>
    public abstract void End();

    /// <summary>As <see cref="Begin"/>.</summary>
    protected abstract Error? BeginSecret(ExportedSecret secret, string name);
}

/// <summary>A file in clear, of newest values alone.</summary>
internal sealed class ClearFile(SecretWriter content, ClearFormat format) : ExportFile(content)
{
    private string _name = "";

    /// <inheritdoc />
    public override bool HasValue(StoredVersion version) => true;

    /// <inheritdoc />
    public override Error? Add(StoredVersion version, ReadOnlySpan<byte> value) => format.Add(Content, _name, value);

    /// <inheritdoc />
    public override void AddWithout(StoredVersion version)
    {
        // Every version that is asked for has its value.
    }

    /// <inheritdoc />
    public override void Complete()
    {
        // An entry is one line.
    }

    /// <inheritdoc />
    public override void End() => format.End(Content);

    /// <inheritdoc />
    protected override Error? BeginSecret(ExportedSecret secret, string name)
    {
        _name = name;

        // Never an older version in its place, as for every read. Deleted in between, it has none.
        return secret.Versions is not [var version] ? SecretErrors.UnknownSecret
            : version.Status != VersionStatus.Active ? SecretErrors.VersionNotActive.With(version.Number, version.Status)
            : null;
    }
}

/// <summary>The content of a bundle: every version with its state.</summary>
internal sealed class BundleFile : ExportFile
{
    private bool _hasSecrets;
    private bool _hasVersions;

    public BundleFile(SecretWriter content)
        : base(content) => content.Write("{\"secrets\":["u8);

    /// <inheritdoc />
    public override bool HasValue(StoredVersion version) => version.BundledStatus != VersionStatus.Destroyed;

    /// <inheritdoc />
    public override Error? Add(StoredVersion version, ReadOnlySpan<byte> value)
    {
        WriteStart(version);
        Content.Write(",\"value\":"u8);
        Content.Write(value);
        Content.Write("}"u8);
        return null;
    }

    /// <inheritdoc />
    public override void AddWithout(StoredVersion version)
    {
        WriteStart(version);
        Content.Write("}"u8);
    }

    /// <inheritdoc />
    public override void Complete()
    {
        Content.Write("]}"u8);
        _hasSecrets = true;
    }

    /// <inheritdoc />
    public override void End() => Content.Write("]}"u8);

    /// <inheritdoc />
    protected override Error? BeginSecret(ExportedSecret secret, string name)
    {
        _hasVersions = false;
        Content.Write(_hasSecrets ? ",{\"name\":"u8 : "{\"name\":"u8);
        Content.WriteQuoted(name);
        if (secret.Description is { } description)
        {
            Content.Write(",\"description\":"u8);
            Content.WriteQuoted(description);
        }

        Content.Write(secret.Tags is { } tags ? $",\"tags\":{tags}" : "");
        Content.Write(secret.ExpiresAt is { } date ? $",\"expires_at\":{date}" : "");
        Content.Write(secret.IsAccessControlEnabled ? ",\"is_access_control_enabled\":true,\"versions\":["u8 : ",\"versions\":["u8);
        return secret.Versions.Count == 0 ? SecretErrors.UnknownSecret.AsError() : null;
    }

    private void WriteStart(StoredVersion version)
    {
        Content.Write($"{(_hasVersions ? "," : "")}{{\"version\":{version.Number},\"status\":\"{version.BundledStatus}\"");
        _hasVersions = true;
    }
}
