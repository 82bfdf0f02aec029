using System.Globalization;
using Haneul.Kernel.Crypto;

namespace Haneul.Security.Kms;

/// <summary>A key that envelopes are made under: a term of a project's key, or the installation's own. Held and released like its <see cref="SecretKey"/>.</summary>
internal sealed record WrappingKey(UInt128 Id, int Term, SecretKey Key)
{
    /// <summary>Reads the written form of a key id, 32 hexadecimal digits.</summary>
    public static bool TryParseId(string text, out UInt128 id)
        => UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id);
}

/// <summary>The right to use a key until it is disposed, whatever a cache does meanwhile.</summary>
internal readonly struct WrappingKeyLease(WrappingKey key) : IDisposable
{
    public WrappingKey Key => key;

    public void Dispose() => key.Key.Release();
}
