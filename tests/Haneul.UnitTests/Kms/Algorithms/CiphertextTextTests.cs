using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.UnitTests.Kms.Algorithms;

public sealed class CiphertextTextTests
{
    [Theory]
    [InlineData("kckms:v1:AAECAw==", 1)]
    [InlineData("kckms:1:AAECAw==", 1)]
    [InlineData("kckms:v2147483647:AAECAw==", int.MaxValue)]
    [InlineData("kckms:10:AAECAw==", 10)]
    public void Both_spellings_of_the_prefix_are_read(string text, int version)
    {
        Assert.True(CiphertextText.TryParse(text, out var parsed));
        Assert.Equal(version, parsed.Version);
        var payload = new byte[parsed.PayloadLength];
        parsed.CopyPayloadTo(payload);
        Assert.Equal([0, 1, 2, 3], payload);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("kckms:")]
    [InlineData("kckms:v")]
    [InlineData("kckms:v1")]
    [InlineData("kckms:v1:")]
    [InlineData("kckms::AAECAw==")]
    [InlineData("kckms:v:AAECAw==")]
    [InlineData("kckms:vv1:AAECAw==")]
    [InlineData("kckms:V1:AAECAw==")]
    [InlineData("KCKMS:v1:AAECAw==")]
    [InlineData("vault:v1:AAECAw==")]
    [InlineData(" kckms:v1:AAECAw==")]
    [InlineData("kckms:v1:AAECAw== ")]
    [InlineData("kckms:v1:AAECAw==\n")]
    [InlineData("kckms:v1: AAECAw==")]
    [InlineData("kckms:v0:AAECAw==")]
    [InlineData("kckms:0:AAECAw==")]
    [InlineData("kckms:v01:AAECAw==")]
    [InlineData("kckms:v-1:AAECAw==")]
    [InlineData("kckms:v+1:AAECAw==")]
    [InlineData("kckms:v 1:AAECAw==")]
    [InlineData("kckms:v1 :AAECAw==")]
    [InlineData("kckms:v1.0:AAECAw==")]
    [InlineData("kckms:v1,0:AAECAw==")]
    [InlineData("kckms:v0x1:AAECAw==")]
    [InlineData("kckms:v１:AAECAw==")]
    [InlineData("kckms:v2147483648:AAECAw==")]
    [InlineData("kckms:v99999999999999999999:AAECAw==")]
    [InlineData("kckms:v1:v1:AAECAw==")]
    [InlineData("kckms:v1:AAECAw")]
    [InlineData("kckms:v1:AAECAw=")]
    [InlineData("kckms:v1:AAECAw===")]
    [InlineData("kckms:v1:AAECA===")]
    [InlineData("kckms:v1:AAECAw==AAAA")]
    [InlineData("kckms:v1:AAEC Aw==")]
    [InlineData("kckms:v1:AAECAx==")]
    [InlineData("kckms:v1:AAE=")]
    [InlineData("kckms:v1:AAEB=")]
    [InlineData("kckms:v1:AAF=")]
    [InlineData("kckms:v1:AA-_")]
    [InlineData("kckms:v1:====")]
    [InlineData("kckms:v1:A===")]
    [InlineData("kckms:v1:AAE\0")]
    public void Any_other_spelling_is_not(string text) => Assert.Equal(text == "kckms:v1:AAE=", CiphertextText.TryParse(text, out _));

    [Fact]
    public void What_is_written_is_read()
        => Prop.ForAll<PositiveInt, NonEmptyArray<byte>>((version, payload) =>
        {
            var text = CiphertextText.Format(version.Get, payload.Get);
            var isRead = CiphertextText.TryParse(text, out var parsed);
            var read = new byte[parsed.PayloadLength];
            parsed.CopyPayloadTo(read);
            return isRead
                && parsed.Version == version.Get
                && read.AsSpan().SequenceEqual(payload.Get)
                && text == $"kckms:v{version.Get}:{Convert.ToBase64String(payload.Get)}";
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_whatever_makes_the_reader_throw()
    {
        Prop.ForAll<string?>(text => !CiphertextText.TryParse(text, out _)).QuickCheckThrowOnFailure();
        Prop.ForAll<string?>(text => CiphertextText.TryParse("kckms:v" + text, out _) is var _).QuickCheckThrowOnFailure();
        Prop.ForAll<string?>(text => CiphertextText.TryParse("kckms:v1:" + text, out _) is var _).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_payload_has_one_spelling()
        => Prop.ForAll<NonEmptyArray<byte>, int, char>((payload, at, with) =>
        {
            // Whatever else can be read says something else.
            var text = CiphertextText.Format(7, payload.Get);
            var changed = new StringBuilder(text) { [(int)((uint)at % text.Length)] = with }.ToString();
            if (changed == text || !CiphertextText.TryParse(changed, out var parsed))
            {
                return true;
            }

            var read = new byte[parsed.PayloadLength];
            parsed.CopyPayloadTo(read);
            return parsed.Version != 7 || !read.AsSpan().SequenceEqual(payload.Get);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Strict_Base64_reads_what_the_platform_writes_and_into_nothing_shorter_or_longer()
        => Prop.ForAll<byte[]>(bytes =>
        {
            var text = Convert.ToBase64String(bytes);
            var read = new byte[bytes.Length];
            return StrictBase64.TryDecode(text, read)
                && read.AsSpan().SequenceEqual(bytes)
                && !StrictBase64.TryDecode(text, new byte[bytes.Length + 1])
                && (bytes.Length == 0 || !StrictBase64.TryDecode(text, new byte[bytes.Length - 1]));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_version_below_one_is_not_written(int version)
        => Assert.Throws<ArgumentOutOfRangeException>(() => CiphertextText.Format(version, [1]));
}
