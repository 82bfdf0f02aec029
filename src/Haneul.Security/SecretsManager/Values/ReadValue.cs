using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>A value that was read, or why it was not.</summary>
/// <param name="Found">What was found of it.</param>
/// <param name="Value">Its JSON text, wiped when this is disposed; null beside an error.</param>
/// <param name="Error">Why it was not read.</param>
internal sealed record ReadValue(FoundValue Found, SecretBuffer? Value, Error? Error) : IDisposable
{
    /// <summary>Whether the answer may show what was found: the name and the state of what a caller has no access to are for other calls.</summary>
    public bool IsShown => Error?.Code != SecretErrors.AccessDenied;

    /// <inheritdoc />
    public void Dispose() => Value?.Dispose();
}
