using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Haneul.Server;

/// <summary>
/// The server's certificate from PEM files, read again when they change, so that a renewed certificate needs no restart. A pair that can't be
/// read keeps the old one in use and is logged.
/// </summary>
internal sealed partial class TlsCertificate
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly string _certificatePath;
    private readonly string _keyPath;
    private readonly TimeProvider _time;
    private readonly ILogger<TlsCertificate> _logger;
    private readonly Lock _lock = new();
    private SslStreamCertificateContext _current;
    private byte[] _digest;
    private DateTimeOffset _nextLook;

    /// <exception cref="Kernel.Runtime.ConfigurationRefusedException">The files can't be read or do not belong together.</exception>
    public TlsCertificate(string certificatePath, string keyPath, TimeProvider time, ILogger<TlsCertificate> logger)
    {
        _certificatePath = certificatePath;
        _keyPath = keyPath;
        _time = time;
        _logger = logger;
        try
        {
            _digest = Digest();
            _current = Load();
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new Kernel.Runtime.ConfigurationRefusedException("The certificate of --tls-cert and the key of --tls-key can't be read as PEM files that belong together.");
        }

        _nextLook = time.GetUtcNow() + LookInterval;
    }

    /// <summary>What a new connection uses.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            lock (_lock)
            {
                if (_time.GetUtcNow() >= _nextLook)
                {
                    _nextLook = _time.GetUtcNow() + LookInterval;
                    ReloadIfChanged();
                }

                return _current;
            }
        }
    }

    private void ReloadIfChanged()
    {
        try
        {
            var digest = Digest();
            if (!digest.AsSpan().SequenceEqual(_digest))
            {
                _current = Load();
                _digest = digest;
                LogReloaded(_certificatePath);
            }
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            LogUnreadable(_certificatePath, exception.GetType().Name);
        }
    }

    /// <summary>What the files hold, not when they were written: a mounted secret is renewed by pointing a link at another folder.</summary>
    private byte[] Digest()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in (ReadOnlySpan<string>)[_certificatePath, _keyPath])
        {
            var content = File.ReadAllBytes(path);
            digest.AppendData(content);
            CryptographicOperations.ZeroMemory(content);
        }

        return digest.GetHashAndReset();
    }

    private SslStreamCertificateContext Load()
    {
        var leaf = X509Certificate2.CreateFromPemFile(_certificatePath, _keyPath);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_certificatePath);
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }

    [LoggerMessage(20, LogLevel.Information, "The certificate in {Path} was read again.")]
    private partial void LogReloaded(string path);

    [LoggerMessage(21, LogLevel.Warning, "The certificate in {Path} has changed and can't be used ({Failure}); the old one stays in use.")]
    private partial void LogUnreadable(string path, string failure);
}
