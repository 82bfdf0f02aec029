namespace Haneul.Security.Kms;

/// <summary>The root key of the running process, from the moment that <see cref="KmsStartup"/> has accepted it.</summary>
internal sealed class RootKeyHolder : IDisposable
{
    private RootKey? _key;

    public RootKey Key => Volatile.Read(ref _key) ?? throw new InvalidOperationException("The root key has not been opened yet: KmsStartup comes first.");

    public void Accept(RootKey key) => Volatile.Write(ref _key, key);

    public void Dispose() => Interlocked.Exchange(ref _key, null)?.Dispose();
}
