using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>What is destroyed is gone from the rows with the answer, and from the files soon after.</summary>
public sealed class SecretWipingTests(WithoutWaitFixture fixture) : IClassFixture<WithoutWaitFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_destroyed_version_has_neither_value_nor_data_key(bool isScheduled)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"to be destroyed\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"stays\"");
        var before = Assert.IsType<Stored>(await StoredAsync(id, 1));
        await DestroyAsync(id, isScheduled);

        Assert.Null(await StoredAsync(id, 1));
        Assert.NotNull(await StoredAsync(id, 2));
        Assert.True(before.Wrapped.Length > 64);
        Assert.Equal(0, await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM secrets_versions WHERE secret_id = {id} AND version = 1 AND ciphertext IS NOT NULL", row => row.GetInt64(0))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_files_of_the_database_lose_the_data_key_of_a_destroyed_version(bool isScheduled)
    {
        Assert.SkipWhen(TestDatabase.SelectedEngine != DatabaseEngine.Sqlite, "The files of PostgreSQL are searched where the scrubbing of tables is tested.");
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"to be destroyed\"");
        var before = Assert.IsType<Stored>(await StoredAsync(id, 1));
        Assert.True(IsInFiles(before.Wrapped));
        await DestroyAsync(id, isScheduled);

        // Who reads just then keeps the log of the database as it is, and the job comes again.
        for (var round = 0; round < 30 && (IsInFiles(before.Wrapped) || IsInFiles(before.Ciphertext)); round++)
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(2));
            await fixture.RunDueJobsAsync();
        }

        Assert.False(IsInFiles(before.Wrapped));
        Assert.False(IsInFiles(before.Ciphertext));
    }

    [Fact]
    public async Task The_files_never_have_a_value_in_clear()
    {
        Assert.SkipWhen(TestDatabase.SelectedEngine != DatabaseEngine.Sqlite, "The files of PostgreSQL are searched where the scrubbing of tables is tested.");
        var canary = "c4n4ry-" + NewName();
        var id = await fixture.CreateSecretAsync(fixture.Token, $"\"{canary}\"", "n4me-" + canary[7..]);
        await fixture.ReadFlatAsync(fixture.Token, id);

        Assert.False(IsInFiles(System.Text.Encoding.UTF8.GetBytes(canary)));
        Assert.True(IsInFiles(System.Text.Encoding.UTF8.GetBytes("n4me-" + canary[7..])));
    }

    private async Task DestroyAsync(string id, bool isScheduled)
    {
        if (isScheduled)
        {
            Assert.Equal(200, (await fixture.MoveAsync(fixture.Token, id, 1, "ScheduleSecretVersionDestruction", fixture.Time.GetUtcNow().AddSeconds(1))).Status);
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await fixture.RunDueJobsAsync();
        }
        else
        {
            Assert.Equal(204, (await fixture.MoveAsync(fixture.Token, id, 1, "DestroySecretVersion")).Status);
        }
    }

    private bool IsInFiles(byte[] bytes) => Directory.GetFiles(fixture.Database.DataFolder, "haneul.db*").Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf(bytes) >= 0;
    });

    private ValueTask<Stored?> StoredAsync(string id, int version) => fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"""
        SELECT k.wrapped, v.ciphertext FROM secrets_versions v JOIN secrets_data_keys k ON k.secret_id = v.secret_id AND k.version = v.version
        WHERE v.secret_id = {id} AND v.version = {version}
        """,
        row => new Stored(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1))));

    private sealed record Stored(byte[] Wrapped, byte[] Ciphertext);
}
