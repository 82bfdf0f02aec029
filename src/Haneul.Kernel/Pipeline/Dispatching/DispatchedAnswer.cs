using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Pipeline.Dispatching;

/// <summary>What a <see cref="DispatchedCall"/> was answered. Its bytes may carry secrets and are wiped when it is disposed.</summary>
public sealed class DispatchedAnswer : IDisposable
{
    private readonly MemoryStream _body;

    internal DispatchedAnswer(int status, IHeaderDictionary headers, MemoryStream body)
    {
        Status = status;
        Headers = headers;
        _body = body;
    }

    /// <summary>The name of the operation that was called; null if the path is none's.</summary>
    public string? Operation { get; internal init; }

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>Headers of the answer.</summary>
    public IHeaderDictionary Headers { get; }

    /// <summary>The body; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body => _body.GetBuffer().AsMemory(0, (int)_body.Length);

    /// <inheritdoc />
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_body.GetBuffer());
        _body.Dispose();
    }
}
