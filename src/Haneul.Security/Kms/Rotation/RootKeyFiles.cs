using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Kms.Rotation;

/// <summary>
/// The files of the root key in the data folder, where it is by default: <c>root.key</c>, during a rotation <c>root.key.previous</c>, and afterwards, for backups of before,
/// <c>root.key.FINGERPRINT.retired</c>. Every step leaves a state that a start understands, so a crash between two costs nothing.
/// </summary>
internal sealed class RootKeyFiles
{
    private readonly string _folder;

    private RootKeyFiles(string folder) => _folder = folder;

    public string Path => System.IO.Path.Combine(_folder, RootKeySource.DefaultFileName);

    public string PreviousPath => Path + ".previous";

    /// <summary>The previous root key as the setting <c>Haneul:PreviousRootKey</c> would name it; null where there is none.</summary>
    public string? PreviousSetting => File.Exists(PreviousPath) ? "file:" + System.IO.Path.GetFullPath(PreviousPath) : null;

    /// <summary>The files of an installation; null if its root key is elsewhere.</summary>
    public static RootKeyFiles? Of(HaneulOptions options) => string.IsNullOrWhiteSpace(options.RootKey) ? new RootKeyFiles(options.DataDirectory) : null;

    /// <summary>
    /// Makes a new root key and keeps the present one as the previous. The present key is written to its new name before the new one takes its place, so that at no instant
    /// a key has no file.
    /// </summary>
    public RootKey Replace(RootKey present, IRandomSource random)
    {
        if (FingerprintOf(PreviousPath) is { } other && !string.Equals(other, present.Fingerprint, StringComparison.Ordinal))
        {
            Retire(other);
        }

        var text = File.ReadAllBytes(Path);
        Span<byte> key = stackalloc byte[RootKey.Size];
        random.Fill(key);
        var newText = RootKeyText.Format(key);
        try
        {
            PrivateFile.Replace(PreviousPath, text);
            PrivateFile.Replace(Path, newText);
            return new RootKey(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(text);
            CryptographicOperations.ZeroMemory(newText);
        }
    }

    /// <summary>Gives the file of the previous root key the name of a retired one, if it holds that key.</summary>
    public void RetirePrevious(string fingerprint)
    {
        if (string.Equals(FingerprintOf(PreviousPath), fingerprint, StringComparison.Ordinal))
        {
            Retire(fingerprint);
        }
    }

    private void Retire(string fingerprint) => File.Move(PreviousPath, $"{Path}.{fingerprint}.retired", overwrite: true);

    private static string? FingerprintOf(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var text = File.ReadAllBytes(path);
        using var key = RootKeyText.Read(text, path).Key;
        CryptographicOperations.ZeroMemory(text);
        return key?.Fingerprint;
    }
}
