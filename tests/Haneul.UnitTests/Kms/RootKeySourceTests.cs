using Haneul.Kernel.Runtime;
using Haneul.Security.Kms;

namespace Haneul.UnitTests.Kms;

public sealed class RootKeySourceTests : IDisposable
{
    private const string Hex = "00112233445566778899aabbccddeeff00112233445566778899aabbccddee3f";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> WrittenForms =>
    [
        Hex,
        Hex.ToUpperInvariant(),
        $"  {Hex}\r\n",
        Base64,
        Base64 + "\n",
        Base64.TrimEnd('='),
        Base64.Replace('+', '-').Replace('/', '_'),
    ];

    public static TheoryData<string> OtherTexts =>
    [
        "",
        "\n",
        Hex[..62],
        Hex + "00",
        "zz" + Hex[2..],
        Convert.ToBase64String(new byte[31]),
        Convert.ToBase64String(new byte[33]),
        Base64[..20] + "!" + Base64[21..],
        "canary-4711",
        new string('A', 4000),
        new string('키', 900),
    ];

    private static string Base64 => Convert.ToBase64String(Convert.FromHexString(Hex));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(WrittenForms))]
    public async Task Every_written_form_of_a_key_is_the_same_key(string text)
    {
        using var expected = new RootKey(Convert.FromHexString(Hex));

        var reading = await ReadAsync("file:" + _folder.FileOf("key", text));

        Assert.Equal(expected.Fingerprint, reading.Key?.Fingerprint);
    }

    [Theory]
    [MemberData(nameof(OtherTexts))]
    public async Task Anything_else_is_refused_with_the_source_named_and_the_content_not(string text)
    {
        var path = _folder.FileOf("key", text);

        var reading = await ReadAsync("file:" + path);

        Assert.Null(reading.Key);
        Assert.Contains(path, reading.Problem!, StringComparison.Ordinal);
        Assert.Contains("Base64", reading.Problem!, StringComparison.Ordinal);
        Assert.True(text.Trim().Length == 0 || !reading.Problem!.Contains(text.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_missing_and_named()
    {
        var reading = await ReadAsync($"file:{_folder.File("nowhere/key")}");

        Assert.True(reading.IsMissing);
        Assert.Contains(_folder.File("nowhere/key"), reading.Problem!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_variable_gives_the_key()
    {
        var name = "HANEUL_TEST_KEY_" + Path.GetFileName(_folder.Path).Replace('-', '_');
        Assert.Contains(name, (await ReadAsync($"env:{name}")).Problem!, StringComparison.Ordinal);
        Environment.SetEnvironmentVariable(name, Base64);
        try
        {
            Assert.NotNull((await ReadAsync($"env:{name}")).Key);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public async Task A_command_gives_the_key_whatever_it_says_on_its_error_output()
    {
        var reading = await ReadAsync($"command:/bin/sh -c \"echo noise >&2; echo {Base64}\"");

        Assert.NotNull(reading.Key);
    }

    [Theory]
    [InlineData("command:/bin/sh -c 'echo canary-4711; echo canary-4711 >&2; exit 3'", "exit code 3")]
    [InlineData("command:/bin/sh -c 'echo canary-4711'", "not a root key")]
    [InlineData("command:/bin/sh -c 'yes canary-4711'", "more than a key")]
    [InlineData("command:/nowhere/canary --password canary-4711", "can't be started")]
    public async Task A_command_that_fails_is_named_without_its_arguments_or_output(string setting, string why)
    {
        var reading = await ReadAsync(setting);

        Assert.Null(reading.Key);
        Assert.Contains(why, reading.Problem!, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-4711", reading.Problem!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_is_started_without_a_shell()
    {
        var witness = _folder.File("witness");

        await ReadAsync($"command:echo $(touch {witness}) ; touch {witness}");

        Assert.False(File.Exists(witness));
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_given_up()
    {
        var command = new CommandRootKey(["/bin/sh", "-c", "exec sleep 600"], TimeProvider.System);

        var reading = await command.ReadAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);

        Assert.Contains("did not end", reading.Problem!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b  c", "a|b|c")]
    [InlineData("  a 'b c' \"d 'e'\" f\"g h\"i ", "a|b c|d 'e'|fg hi")]
    [InlineData("a ''", "a|")]
    [InlineData("a $HOME;b *", "a|$HOME;b|*")]
    public void A_command_is_split_at_white_space_and_quotes_keep_words_together(string text, string expected)
    {
        Assert.True(CommandRootKey.TrySplit(text, out var words));
        Assert.Equal(expected.Split('|'), words);
    }

    [Theory]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("file:")]
    [InlineData("env:  ")]
    [InlineData("command:")]
    [InlineData("command:'never closed")]
    [InlineData("vault:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    public void Another_setting_is_refused_and_not_repeated(string setting)
    {
        Assert.False(RootKeySource.TryParse(setting, _folder, TimeProvider.System, out _, out var problem));
        Assert.Contains("Haneul:RootKey", problem!, StringComparison.Ordinal);
        Assert.DoesNotContain("AAECAwQ", problem!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_default_place_is_created_and_only_for_its_owner()
    {
        Assert.True(RootKeySource.TryParse(null, _folder, TimeProvider.System, out var source, out _));
        Assert.True((await source.ReadAsync(TestContext.Current.CancellationToken)).IsMissing);
        Assert.True(source.CanCreate);

        using var created = source.Create(new SystemRandomSource());

        Assert.Equal(created.Fingerprint, (await source.ReadAsync(TestContext.Current.CancellationToken)).Key!.Fingerprint);
        Assert.Equal([_folder.File("root.key")], Directory.GetFileSystemEntries(_folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("root.key")));
        }

        Assert.True(RootKeySource.TryParse("file:" + _folder.File("other"), _folder, TimeProvider.System, out var named, out _));
        Assert.False(named.CanCreate);
        Assert.Throws<InvalidOperationException>(() => named.Create(new SystemRandomSource()));
    }

    private async Task<RootKeyReading> ReadAsync(string setting)
    {
        Assert.True(RootKeySource.TryParse(setting, _folder, TimeProvider.System, out var source, out var problem), problem);
        return await source.ReadAsync(TestContext.Current.CancellationToken);
    }
}
