using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>TLS by two PEM files, read again without a restart.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-tls-").FullName;

    private string CertificatePath => Path.Combine(_folder, "tls.crt");

    private string KeyPath => Path.Combine(_folder, "tls.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_renewed_certificate_is_used_without_a_restart()
    {
        WriteCertificate("first.example");
        var port = ServerProcess.FreePort();
        await using var server = ServerProcess.Launch(Path.Combine(_folder, "data"), ["--urls", $"https://127.0.0.1:{port}", "--tls-cert", CertificatePath, "--tls-key", KeyPath]);

        Assert.Equal("CN=first.example", await SubjectAsync(port));
        WriteCertificate("second.example");

        await WaitForSubjectAsync(port, "CN=second.example");
    }

    [Fact]
    public async Task A_certificate_renewed_by_swapping_a_link_is_used_without_a_restart()
    {
        // As a mounted secret of Kubernetes: tls.crt -> data/tls.crt, data -> folder of the version. All files are equally old.
        WriteVersion("1", "first.example");
        WriteVersion("2", "second.example");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "data"), "1");
        File.CreateSymbolicLink(CertificatePath, Path.Combine("data", "tls.crt"));
        File.CreateSymbolicLink(KeyPath, Path.Combine("data", "tls.key"));
        var port = ServerProcess.FreePort();
        await using var server = ServerProcess.Launch(Path.Combine(_folder, "server"), ["--urls", $"https://127.0.0.1:{port}", "--tls-cert", CertificatePath, "--tls-key", KeyPath]);

        Assert.Equal("CN=first.example", await SubjectAsync(port));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "next"), "2");
        (await CommandLine.BashAsync($"mv -T '{_folder}/next' '{_folder}/data'")).ShouldSucceed();

        await WaitForSubjectAsync(port, "CN=second.example");
    }

    [Fact]
    public async Task A_key_that_is_not_the_certificates_is_refused()
    {
        WriteCertificate("first.example");
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(KeyPath, other.ExportPkcs8PrivateKeyPem());

        await using var server = ServerProcess.Launch(Path.Combine(_folder, "data"), ["--urls", "https://127.0.0.1:0", "--tls-cert", CertificatePath, "--tls-key", KeyPath]);

        Assert.Equal(78, await server.WaitForExitAsync());
        Assert.Contains("--tls-cert", await File.ReadAllTextAsync(server.ErrorFile), StringComparison.Ordinal);
    }

    private static async Task WaitForSubjectAsync(int port, string subject)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15), TimeProvider.System);
        while (await SubjectAsync(port) != subject)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    private void WriteVersion(string version, string name)
    {
        WriteCertificate(name);
        var folder = Directory.CreateDirectory(Path.Combine(_folder, version)).FullName;
        foreach (var path in new[] { CertificatePath, KeyPath })
        {
            var target = Path.Combine(folder, Path.GetFileName(path));
            File.Move(path, target);
            File.SetLastWriteTimeUtc(target, DateTime.UnixEpoch);
        }
    }

    private void WriteCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(CertificatePath, certificate.ExportCertificatePem());
    }

    private static async Task<string> SubjectAsync(int port)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (true)
        {
            try
            {
                using var tcp = new TcpClient();
                await tcp.ConnectAsync("127.0.0.1", port, patience.Token);
#pragma warning disable CA5359 // The test looks at the certificate itself; it is self-signed.
                await using var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, patience.Token);
                return tls.RemoteCertificate!.Subject;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
            }
        }
    }
}
