using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Rotation;

namespace Haneul.Security.Kms;

/// <summary>
/// Where the root key comes from, by the setting <c>Haneul:RootKey</c>: <c>file:PATH</c>, <c>env:NAME</c>, <c>command:PROGRAM ARGUMENTS</c>,
/// or, without the setting, the file <c>root.key</c> in the data folder. Only that default may be created by the server itself.
/// To add a source: a class like the ones below and a line in <c>TryParse</c>.
/// </summary>
internal abstract class RootKeySource
{
    public const string DefaultFileName = "root.key";

    /// <summary>The source as messages name it; it never includes a key.</summary>
    public abstract string Description { get; }

    /// <summary>Reads the key. Every failure is a value.</summary>
    public abstract ValueTask<RootKeyReading> ReadAsync(CancellationToken cancellation);

    /// <summary>Whether the first start may generate the key here.</summary>
    public virtual bool CanCreate => false;

    /// <summary>Generates and keeps a key; durable when the call returns.</summary>
    public virtual RootKey Create(IRandomSource random) => throw new InvalidOperationException($"A root key can't be created in {Description}.");

    /// <summary>
    /// Reads the setting <c>Haneul:PreviousRootKey</c>, of the same forms; without it and with the default root key the previous one is in the file beside that, if it is
    /// there. False with a problem if the setting is none of the forms; no source where there is nothing to read.
    /// </summary>
    public static bool TryParsePrevious(HaneulOptions options, TimeProvider time, out RootKeySource? source, out string? problem)
    {
        (source, problem) = (null, null);
        if (!string.IsNullOrWhiteSpace(options.PreviousRootKey))
        {
            return TryParse(options.PreviousRootKey, "Haneul:PreviousRootKey", options.DataDirectory, time, out source!, out problem);
        }

        source = RootKeyFiles.Of(options) is { } files ? new FileRootKey(files.PreviousPath, canCreate: false) : null;
        return true;
    }

    /// <summary>Reads the setting; false with a problem if it is none of the forms above.</summary>
    public static bool TryParse(string? setting, string dataFolder, TimeProvider time, out RootKeySource source, out string? problem) =>
        TryParse(setting, "Haneul:RootKey", dataFolder, time, out source, out problem);

    private static bool TryParse(string? setting, string name, string dataFolder, TimeProvider time, out RootKeySource source, out string? problem)
    {
        problem = null;
        source = new FileRootKey(Path.Combine(dataFolder, DefaultFileName), canCreate: true);
        if (string.IsNullOrWhiteSpace(setting))
        {
            return true;
        }

        var colon = setting.IndexOf(':', StringComparison.Ordinal);
        var (scheme, rest) = colon < 0 ? ("", "") : (setting[..colon].Trim(), setting[(colon + 1)..].Trim());
        switch (scheme)
        {
            case "file" when rest.Length > 0:
                source = new FileRootKey(Path.GetFullPath(rest), canCreate: false);
                return true;
            case "env" when rest.Length > 0:
                source = new EnvironmentRootKey(rest);
                return true;
            case "command" when CommandRootKey.TrySplit(rest, out var words):
                source = new CommandRootKey(words, time);
                return true;
            default:
                // The setting itself is not repeated: somebody may have put the key there.
                problem = $"{name} says where a root key is, as file:PATH, env:NAME or command:PROGRAM ARGUMENTS; its present value is none of these.";
                return false;
        }
    }
}

/// <summary>A key in a file.</summary>
internal sealed class FileRootKey(string path, bool canCreate) : RootKeySource
{
    /// <summary>Where the file is.</summary>
    public string Path => path;

    public override string Description => $"the file '{path}'";

    public override bool CanCreate => canCreate;

    public override ValueTask<RootKeyReading> ReadAsync(CancellationToken cancellation)
    {
        Span<byte> text = stackalloc byte[RootKeyText.MaximumLength];
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.Read(file, text, fileOffset: 0);
            return new(RootKeyText.Read(text[..length], Description));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(RootKeyReading.Missing($"There is no root key: {Description} does not exist."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new(RootKeyReading.Unusable($"The root key can't be read from {Description}: {exception.Message}"));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    public override RootKey Create(IRandomSource random)
    {
        if (!canCreate)
        {
            return base.Create(random);
        }

        Span<byte> key = stackalloc byte[RootKey.Size];
        random.Fill(key);
        var text = RootKeyText.Format(key);
        try
        {
            PrivateFile.Create(path, text);
            return new RootKey(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(text);
        }
    }
}

/// <summary>A key in an environment variable.</summary>
internal sealed class EnvironmentRootKey(string name) : RootKeySource
{
    public override string Description => $"the environment variable '{name}'";

    public override ValueTask<RootKeyReading> ReadAsync(CancellationToken cancellation)
    {
        var text = Environment.GetEnvironmentVariable(name);
        return new(string.IsNullOrWhiteSpace(text)
            ? RootKeyReading.Missing($"There is no root key: {Description} is not set.")
            : RootKeyText.Read(text, Description));
    }
}
