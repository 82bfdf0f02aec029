using System.Security.Cryptography;
using System.Text;
using Haneul.EndToEndTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.EndToEndTests;

/// <summary>
/// What the algorithms of KMS keys make, openssl reads, and the other way round: two implementations, one of them used by everybody, agree on keys that
/// were made a moment ago. openssl's command has no AES-GCM; that rests on published values.
/// </summary>
public sealed class OpenSslCrossCheckTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly SystemRandomSource Random = new();

    private static readonly string[] Pss = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_mgf1_md:sha256", "-sigopt", "rsa_pss_saltlen:32"];

    private static readonly string[] Oaep =
        ["-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", "rsa_oaep_md:sha256", "-pkeyopt", "rsa_mgf1_md:sha256"];

    // A temporary folder is created for its owner alone.
    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-openssl-").FullName;

    public static TheoryData<string> SigningAlgorithms => [KeyAlgorithms.Rsa2048, KeyAlgorithms.EcdsaP256];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(SigningAlgorithms))]
    public async Task Openssl_verifies_our_signature_with_our_PEM_and_no_other_message(string algorithm)
    {
        using var key = NewKey(KeyPurposes.Signature, algorithm);
        var message = RandomBytes(1000);
        var signature = Convert.FromBase64String(Signer.Sign(key, message));
        string[] arguments = ["dgst", "-sha256", "-verify", FileOf("public.pem", PublicKeyText.ToPem(key.ExportPublicKey())), .. Options(algorithm), "-signature", FileOf("signature", signature)];

        Assert.Contains("Verified OK", (await OpenSslAsync([.. arguments, FileOf("message", message)])).StandardOutput, StringComparison.Ordinal);

        message[500] ^= 1;
        Assert.NotEqual(0, (await CommandLine.RunAsync("openssl", [.. arguments, FileOf("message", message)])).ExitCode);
    }

    [Theory]
    [MemberData(nameof(SigningAlgorithms))]
    public async Task We_verify_what_openssl_signs_with_our_key(string algorithm)
    {
        using var material = KeyMaterial.Generate(Spec(KeyPurposes.Signature, algorithm), Random);
        using var key = AsymmetricKey.FromPrivateKey(Spec(KeyPurposes.Signature, algorithm), material.Span);
        var message = RandomBytes(1000);
        await OpenSslAsync(
            ["dgst", "-sha256", "-sign", FileOf("private.pem", PemEncoding.WriteString("PRIVATE KEY", material.Span)), .. Options(algorithm), "-out", Path.Combine(_folder, "signature"), FileOf("message", message)]);

        var signature = Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(_folder, "signature")));

        Assert.True(Signer.Verify(key, message, signature));
        message[0] ^= 1;
        Assert.False(Signer.Verify(key, message, signature));
    }

    [Fact]
    public async Task We_refuse_a_PSS_signature_with_a_salt_of_another_length()
    {
        using var material = KeyMaterial.Generate(Spec(KeyPurposes.Signature, KeyAlgorithms.Rsa2048), Random);
        using var key = AsymmetricKey.FromPrivateKey(Spec(KeyPurposes.Signature, KeyAlgorithms.Rsa2048), material.Span);
        var signature = Path.Combine(_folder, "signature");
        string[] arguments =
            ["dgst", "-sha256", "-sign", FileOf("private.pem", PemEncoding.WriteString("PRIVATE KEY", material.Span)), "-sigopt", "rsa_padding_mode:pss", "-out", signature, FileOf("message", "message")];
        foreach (var (salt, isVerified) in new[] { ("0", false), ("20", false), ("32", true), ("max", false) })
        {
            await OpenSslAsync([.. arguments[..^1], "-sigopt", $"rsa_pss_saltlen:{salt}", arguments[^1]]);
            var bytes = await File.ReadAllBytesAsync(signature);
            Assert.Equal(isVerified, Signer.Verify(key, "message"u8, bytes));
        }
    }

    [Fact]
    public async Task We_decrypt_what_openssl_encrypts_to_our_PEM()
    {
        using var key = NewKey(KeyPurposes.AsymmetricEncryption, KeyAlgorithms.Rsa2048);
        var plaintext = RandomBytes(AsymmetricCipher.LargestPlaintext);
        var output = Path.Combine(_folder, "ciphertext");
        await OpenSslAsync(
            ["pkeyutl", "-encrypt", "-pubin", "-inkey", FileOf("public.pem", PublicKeyText.ToPem(key.ExportPublicKey())), .. Oaep, "-in", FileOf("plaintext", plaintext), "-out", output]);

        var text = $"kckms:v2:{Convert.ToBase64String(await File.ReadAllBytesAsync(output))}";

        Assert.True(CiphertextText.TryParse(text, out var parsed));
        Assert.True(AsymmetricCipher.TryDecrypt(key, 2, parsed, out var opened));
        Assert.Equal(plaintext, opened.Span.ToArray());
        opened.Dispose();
    }

    [Fact]
    public async Task Openssl_decrypts_what_we_encrypt()
    {
        var spec = Spec(KeyPurposes.AsymmetricEncryption, KeyAlgorithms.Rsa2048);
        using var material = KeyMaterial.Generate(spec, Random);
        using var key = AsymmetricKey.FromPrivateKey(spec, material.Span);
        var plaintext = RandomBytes(32);
        var ciphertext = Convert.FromBase64String(AsymmetricCipher.Encrypt(key, 1, plaintext)["kckms:v1:".Length..]);
        var output = Path.Combine(_folder, "opened");

        await OpenSslAsync(
            ["pkeyutl", "-decrypt", "-inkey", FileOf("private.pem", PemEncoding.WriteString("PRIVATE KEY", material.Span)), .. Oaep, "-in", FileOf("ciphertext", ciphertext), "-out", output]);

        Assert.Equal(plaintext, await File.ReadAllBytesAsync(output));
    }

    [Theory]
    [InlineData(KeyAlgorithms.Hmac224, "sha224")]
    [InlineData(KeyAlgorithms.Hmac256, "sha256")]
    [InlineData(KeyAlgorithms.Hmac384, "sha384")]
    [InlineData(KeyAlgorithms.Hmac512, "sha512")]
    public async Task Openssl_computes_the_same_HMAC(string algorithm, string digest)
    {
        // Around the length of a block of the hash, and far beyond.
        foreach (var length in new[] { 0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 100_000 })
        {
            using var key = KeyMaterial.Generate(Spec(KeyPurposes.Hmac, algorithm), Random);
            var message = RandomBytes(length);

            // The key is a throw-away: openssl takes it on its command line alone.
            var result = await OpenSslAsync(["dgst", $"-{digest}", "-mac", "HMAC", "-macopt", $"hexkey:{Convert.ToHexString(key.Span)}", "-r", FileOf("message", message)]);

            var expected = Convert.FromHexString(result.StandardOutput.Split(' ')[0]);
            Assert.Equal(Convert.ToBase64String(expected), MessageAuthentication.Compute(algorithm, key.Span, message));
            Assert.True(MessageAuthentication.Verify(algorithm, key.Span, message, Convert.ToBase64String(expected)));
        }
    }

    [Fact]
    public async Task Openssl_computes_the_same_SHA_224()
    {
        foreach (var length in new[] { 0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1_000_003 })
        {
            var message = RandomBytes(length);
            var hash = new byte[Sha224.HashSize];
            Sha224.HashData(message, hash);

            var result = await OpenSslAsync(["dgst", "-sha224", "-r", FileOf("message", message)]);

            Assert.Equal(Convert.ToHexStringLower(hash), result.StandardOutput.Split(' ')[0]);
        }
    }

    [Theory]
    [InlineData(KeyAlgorithms.Rsa2048, "Public-Key: (2048 bit)")]
    [InlineData(KeyAlgorithms.EcdsaP256, "NIST CURVE: P-256")]
    public async Task Openssl_finds_our_keys_sound(string algorithm, string kind)
    {
        using var material = KeyMaterial.Generate(Spec(KeyPurposes.Signature, algorithm), Random);
        using var key = AsymmetricKey.FromPrivateKey(Spec(KeyPurposes.Signature, algorithm), material.Span);

        var check = await OpenSslAsync(["pkey", "-check", "-noout", "-in", FileOf("private.pem", PemEncoding.WriteString("PRIVATE KEY", material.Span))]);
        var text = await OpenSslAsync(["pkey", "-pubin", "-pubcheck", "-text", "-noout", "-in", FileOf("public.pem", PublicKeyText.ToPem(key.ExportPublicKey()))]);

        Assert.Contains("Key is valid", check.StandardOutput + check.StandardError, StringComparison.Ordinal);
        Assert.Contains(kind, text.StandardOutput, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> OpenSslAsync(string[] arguments) => (await CommandLine.RunAsync("openssl", arguments)).ShouldSucceed();

    private static string[] Options(string algorithm) => algorithm == KeyAlgorithms.Rsa2048 ? Pss : [];

    private static KeySpec Spec(string purpose, string algorithm) => KeyAlgorithms.All.Single(spec => spec.Purpose == purpose && spec.Algorithm == algorithm);

    private static AsymmetricKey NewKey(string purpose, string algorithm)
    {
        using var material = KeyMaterial.Generate(Spec(purpose, algorithm), Random);
        return AsymmetricKey.FromPrivateKey(Spec(purpose, algorithm), material.Span);
    }

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        Random.Fill(bytes);
        return bytes;
    }

    private string FileOf(string name, string text) => FileOf(name, Encoding.UTF8.GetBytes(text));

    private string FileOf(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Private });
        file.Write(bytes);
        return path;
    }
}
