using System.Text.RegularExpressions;

namespace Haneul.UnitTests.Crypto;

/// <summary>Rules on source text: what a reviewer would otherwise have to look for in every change.</summary>
public sealed partial class CryptoArchitectureTests
{
    [Fact]
    public void Only_the_pool_creates_AesGcm_objects()
    {
        // A shared instance returns wrong plaintext without an error: docs/architecture.md, hot paths.
        var creators = Sources().Where(source => CreatesAesGcm().IsMatch(File.ReadAllText(source.File))).Select(source => source.Name);

        Assert.Equal("src/Haneul.Kernel/Crypto/AesGcmPool.cs", Assert.Single(creators));
    }

    [Fact]
    public void Only_Crypto_and_Security_touch_ciphers_and_private_keys()
    {
        var offenders = Sources()
            .Where(source => !source.Name.StartsWith("src/Haneul.Kernel/Crypto/", StringComparison.Ordinal))
            .Where(source => !source.Name.StartsWith("src/Haneul.Security/", StringComparison.Ordinal))
            .Where(source => UsesCipher().IsMatch(File.ReadAllText(source.File)))
            .Select(source => source.Name);

        Assert.Empty(offenders);
    }

    [Theory]
    [InlineData("using var cipher = new AesGcm(key, 16);")]
    [InlineData("private readonly AesGcm _cipher = new(key, 16);")]
    [InlineData("return new System.Security.Cryptography.AesGcm(key, 16);")]
    public void The_rule_sees_every_way_to_create_one(string line) => Assert.Matches(CreatesAesGcm(), line);

    [Theory]
    [InlineData("using var aes = Aes.Create();")]
    [InlineData("RSA key = Load();")]
    [InlineData("new ChaCha20Poly1305(key)")]
    public void The_rule_sees_the_types_it_is_about(string line) => Assert.Matches(UsesCipher(), line);

    [GeneratedRegex(@"new\s+(?:[\w.]+\.)?AesGcm\s*\(|\bAesGcm\s+\w+\s*=\s*new\s*\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CreatesAesGcm();

    [GeneratedRegex(
        @"\b(AesGcm|AesCcm|Aes|AesManaged|AesCryptoServiceProvider|ChaCha20Poly1305|TripleDES|RC2|DES|SymmetricAlgorithm|RSA|RSACng|RSAOpenSsl|RSACryptoServiceProvider|RSAParameters)\b\s*[.(\w?]",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex UsesCipher();

    private static List<(string File, string Name)> Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Haneul.slnx")))
        {
            root = root.Parent;
        }

        Assert.NotNull(root);
        var files = Directory.GetFiles(Path.Combine(root.FullName, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => (file, Path.GetRelativePath(root.FullName, file).Replace('\\', '/')))
            .Where(source => !source.Item2.Contains("/obj/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(files);
        return files;
    }
}
