using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms;
using Haneul.Security.Kms.Rotation;

namespace Haneul.UnitTests.Kms.Rotation;

public sealed class RootKeyRotationTests : IAsyncLifetime
{
    private static readonly EnvelopeScope Scope = new("secrets-manager", "secret-version", "project-1", "secret", 1);
    private readonly TemporaryFolder _folder = new();
    private KmsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await KmsDatabase.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Everything_is_read_before_during_and_after_and_only_the_new_key_is_needed_in_the_end()
    {
        var (before, envelope) = await StartWithAsync(NewKey(1), projects: 300);
        var pepper = before.Hmac(SystemKey.TokenPepper, "token");
        before.Dispose();

        using (var rotating = await KmsFixture.StartAsync(_database, _folder, NewKey(2), NewKey(1)))
        {
            Assert.Equal(Fingerprint(2), rotating.Startup.RootKeyFingerprint);
            Assert.Equal(Fingerprint(1), rotating.Startup.PreviousRootKeyFingerprint);
            Assert.Equal("300", CountUnder(1));
            Assert.Equal(pepper, rotating.Hmac(SystemKey.TokenPepper, "token"));
            await AssertOpensAsync(rotating, envelope);

            await rotating.RunDueJobsAsync();

            Assert.Equal(("0", "300"), (CountUnder(1), CountUnder(2)));
            await AssertOpensAsync(rotating, envelope);
            var told = Assert.Single(rotating.Trail.Events);
            Assert.Equal(("Rotate Root Key", Fingerprint(2)), (told.Name, told.ResourceId));
        }

        using var after = await KmsFixture.StartAsync(_database, _folder, NewKey(2));
        Assert.Null(after.Startup.PreviousRootKeyFingerprint);
        Assert.Equal(pepper, after.Hmac(SystemKey.TokenPepper, "token"));
        await AssertOpensAsync(after, envelope);
        Assert.Contains(Fingerprint(2), await RefusalAsync(NewKey(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_the_previous_key_is_refused_with_its_fingerprint_while_something_is_under_it()
    {
        (await StartWithAsync(NewKey(1))).Kms.Dispose();
        (await KmsFixture.StartAsync(_database, _folder, NewKey(2), NewKey(1))).Dispose();

        Assert.Contains(Fingerprint(1), await RefusalAsync(NewKey(2)), StringComparison.Ordinal);
        Assert.Contains(Fingerprint(1), await RefusalAsync(NewKey(2), NewKey(3)), StringComparison.Ordinal);

        using var joined = await KmsFixture.StartAsync(_database, _folder, NewKey(2), NewKey(1));
        await joined.RunDueJobsAsync();
        Assert.Null(await RefusalAsync(NewKey(2)));
    }

    [Fact]
    public async Task Another_rotation_waits_for_the_first_and_a_retired_key_never_comes_back()
    {
        (await StartWithAsync(NewKey(1))).Kms.Dispose();
        using (var first = await KmsFixture.StartAsync(_database, _folder, NewKey(2), NewKey(1)))
        {
            Assert.Contains("not complete", await RefusalAsync(NewKey(3), NewKey(2)), StringComparison.Ordinal);
            Assert.Contains("not complete", await RefusalAsync(NewKey(1), NewKey(2)), StringComparison.Ordinal);
            await first.RunDueJobsAsync();
        }

        Assert.Contains("not taken into use again", await RefusalAsync(NewKey(1), NewKey(2)), StringComparison.Ordinal);
        (await KmsFixture.StartAsync(_database, _folder, NewKey(3), NewKey(2))).Dispose();
    }

    [Fact]
    public async Task A_node_that_has_the_next_key_only_to_read_with_goes_on_through_the_rotation()
    {
        var (before, envelope) = await StartWithAsync(NewKey(1));
        before.Dispose();
        using var ready = await KmsFixture.StartAsync(_database, _folder, NewKey(1), NewKey(2));
        Assert.Equal(Fingerprint(1), ready.Startup.RootKeyFingerprint);

        using var rotating = await KmsFixture.StartAsync(_database, _folder, NewKey(2), NewKey(1));
        await rotating.RunDueJobsAsync();

        await AssertOpensAsync(ready, envelope);
        await ready.Keyring.SealAsync(Scope with { ProjectId = "new" }, "value"u8.ToArray(), Cancellation);
        Assert.Equal("0", CountUnder(1));
    }

    [Fact]
    public async Task A_node_with_the_old_key_only_writes_nothing_under_it_and_is_out_of_reach_for_what_it_cannot_read()
    {
        var (old, envelope) = await StartWithAsync(NewKey(1), projects: 2);
        using (old)
        {
            using var rotating = await KmsFixture.StartAsync(_database, _folder, NewKey(2), NewKey(1));
            await rotating.RunDueJobsAsync();

            await AssertOpensAsync(old, envelope); // From memory.
            var unreadable = await Assert.ThrowsAsync<StorageUnavailableException>(
                async () => await old.Keyring.SealAsync(Scope with { ProjectId = "new" }, "value"u8.ToArray(), Cancellation));
            Assert.Contains(Fingerprint(2), unreadable.Message, StringComparison.Ordinal);
            Assert.Equal(("0", "2"), (CountUnder(1), CountUnder(2)));

            var sealedByOther = await rotating.Keyring.SealAsync(Scope with { ProjectId = "new" }, "value"u8.ToArray(), Cancellation);
            await Assert.ThrowsAsync<StorageUnavailableException>(async () => await old.Keyring.OpenAsync(Scope with { ProjectId = "new" }, sealedByOther, Cancellation));
        }
    }

    [Fact]
    public async Task A_job_on_a_node_with_one_key_leaves_the_work_to_others()
    {
        var (old, _) = await StartWithAsync(NewKey(1));
        using (old)
        {
            using var rotating = await KmsFixture.StartAsync(_database, _folder, NewKey(2), NewKey(1));

            await old.RunDueJobsAsync();

            Assert.Equal("1", CountUnder(1));
            Assert.Equal("0", _database.Ask("SELECT attempts FROM jobs WHERE kind = 'kms.rewrap-root'"));
        }
    }

    [Fact]
    public async Task A_damaged_service_key_keeps_the_previous_root_key_needed_and_the_others_are_rewrapped()
    {
        (await StartWithAsync(NewKey(1), projects: 3)).Kms.Dispose();
        _database.Execute("UPDATE kms_service_keys SET wrapped = zeroblob(61) WHERE project_id = 'project-2'");
        using var rotating = await KmsFixture.StartAsync(_database, _folder, NewKey(2), NewKey(1));

        await rotating.RunDueJobsAsync();

        Assert.Equal(("1", "2"), (CountUnder(1), CountUnder(2)));
        Assert.Empty(rotating.Trail.Events);
        Assert.Contains(Fingerprint(1), await RefusalAsync(NewKey(2)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_system_key_refuses_the_rotation_and_leaves_all_as_it_was()
    {
        (await StartWithAsync(NewKey(1))).Kms.Dispose();
        _database.Execute("UPDATE kms_system_keys SET wrapped = zeroblob(61) WHERE name = 'trail-chain'");

        Assert.Contains("trail-chain", await RefusalAsync(NewKey(2), NewKey(1)), StringComparison.Ordinal);

        Assert.Equal(Fingerprint(1), _database.Ask("SELECT fingerprint FROM kms_root_key_check"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_made_before_a_crash_are_taken_as_the_database_needs_them(bool newKeyIsThere)
    {
        var (before, envelope) = await StartWithAsync(rootKey: null);
        var old = before.Startup.RootKeyFingerprint;
        before.Dispose();
        File.Copy(_folder.File("root.key"), _folder.File("root.key.previous"));
        if (newKeyIsThere)
        {
            _folder.FileOf("root.key", KeyText(2));
        }

        using var after = await KmsFixture.StartAsync(_database, _folder);
        await after.RunDueJobsAsync();

        await AssertOpensAsync(after, envelope);
        Assert.Equal(newKeyIsThere ? Fingerprint(2) : old, after.Startup.RootKeyFingerprint);
        Assert.Equal(newKeyIsThere, File.Exists(_folder.File($"root.key.{old}.retired")));
        Assert.Equal(!newKeyIsThere, File.Exists(_folder.File("root.key.previous")));
    }

    [Fact]
    public async Task A_crash_between_the_retirement_and_the_name_of_the_file_is_made_good_at_the_next_start()
    {
        var (before, _) = await StartWithAsync(rootKey: null);
        var old = before.Startup.RootKeyFingerprint;
        File.Copy(_folder.File("root.key"), _folder.File("kept"));
        RootKeyFiles.Of(before.Options)!.Replace(before.RootKey, before.Random).Dispose();
        before.Dispose();
        using (var rotating = await KmsFixture.StartAsync(_database, _folder))
        {
            await rotating.RunDueJobsAsync();
        }

        File.Move(_folder.File($"root.key.{old}.retired"), _folder.File("root.key.previous"));
        (await KmsFixture.StartAsync(_database, _folder)).Dispose();

        Assert.False(File.Exists(_folder.File("root.key.previous")));
        Assert.Equal(File.ReadAllText(_folder.File("kept")), File.ReadAllText(_folder.File($"root.key.{old}.retired")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File($"root.key.{old}.retired")));
    }

    [Fact]
    public async Task A_named_previous_key_that_cannot_be_read_is_refused_and_not_ignored()
    {
        (await StartWithAsync(NewKey(1))).Kms.Dispose();

        Assert.Contains("HANEUL_TEST_NO_SUCH_VARIABLE", await RefusalAsync(NewKey(1), "env:HANEUL_TEST_NO_SUCH_VARIABLE"), StringComparison.Ordinal);
        Assert.Contains("Haneul:PreviousRootKey", await RefusalAsync(NewKey(1), "canary-4711"), StringComparison.Ordinal);
    }

    private static string KeyText(byte seed) => Convert.ToHexString(Enumerable.Repeat(seed, RootKey.Size).ToArray());

    private static string Fingerprint(byte seed)
    {
        using var key = new RootKey(Enumerable.Repeat(seed, RootKey.Size).ToArray());
        return key.Fingerprint;
    }

    private static async Task AssertOpensAsync(KmsFixture kms, byte[] envelope)
    {
        using var opened = await kms.Keyring.OpenAsync(Scope, envelope, Cancellation);
        Assert.True(opened.Span.SequenceEqual("value"u8));
    }

    private string NewKey(byte seed) => "file:" + _folder.FileOf($"key-{seed}", KeyText(seed));

    private string CountUnder(byte seed) => _database.Ask($"SELECT COUNT(*) FROM kms_service_keys WHERE root = '{Fingerprint(seed)}'");

    private async Task<(KmsFixture Kms, byte[] Envelope)> StartWithAsync(string? rootKey, int projects = 1)
    {
        var kms = await KmsFixture.StartAsync(_database, _folder, rootKey);
        for (var project = 2; project <= projects; project++)
        {
            await kms.Keyring.SealAsync(Scope with { ProjectId = $"project-{project}" }, "value"u8.ToArray(), Cancellation);
        }

        return (kms, await kms.Keyring.SealAsync(Scope, "value"u8.ToArray(), Cancellation));
    }

    private async Task<string?> RefusalAsync(string rootKey, string? previous = null)
    {
        using var kms = new KmsFixture(_database, _folder, rootKey, previous);
        return (await kms.Startup.OpenAsync(Cancellation)).Refusal;
    }
}
