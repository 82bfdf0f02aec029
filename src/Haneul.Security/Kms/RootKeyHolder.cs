namespace Haneul.Security.Kms;

/// <summary>
/// The root keys of the running process, from the moment that <see cref="KmsStartup"/> has accepted them: the one in use and, around a rotation, another to read with.
/// Which of them a row is wrapped under the row says itself, so that a rotation never stands between a reader and a key.
/// </summary>
internal sealed class RootKeyHolder : IDisposable
{
    private RootKey[] _keys = [];

    /// <summary>The root key that the setting names.</summary>
    public RootKey Key => Volatile.Read(ref _keys) is [var key, ..] ? key : throw new InvalidOperationException("The root key has not been opened yet: KmsStartup comes first.");

    /// <summary>The root key of a fingerprint; null if this process does not have it.</summary>
    public RootKey? Find(string fingerprint) =>
        Array.Find(Volatile.Read(ref _keys), key => string.Equals(key.Fingerprint, fingerprint, StringComparison.Ordinal));

    /// <summary>Takes the keys into use.</summary>
    public void Accept(RootKey key, RootKey? other = null) => Volatile.Write(ref _keys, other is null ? [key] : [key, other]);

    public void Dispose()
    {
        foreach (var key in Interlocked.Exchange(ref _keys, []))
        {
            key.Dispose();
        }
    }
}
