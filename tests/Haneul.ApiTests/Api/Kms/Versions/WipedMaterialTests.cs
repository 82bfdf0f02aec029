using Haneul.Kernel.Storage;
using static Haneul.ApiTests.Api.Kms.Versions.KeyVersionsFixture;

namespace Haneul.ApiTests.Api.Kms.Versions;

/// <summary>The material of a destroyed version leaves the table with the destruction and the files of the database soon after; the files are searched.</summary>
public sealed class WipedMaterialTests(KeyVersionsFixture fixture) : IClassFixture<KeyVersionsFixture>
{
    [Fact]
    public async Task Destroyed_material_leaves_the_files_and_what_is_left_stays()
    {
        var id = await fixture.NewKeyAsync("""
             "type":"ASYMMETRIC","purpose":"DIGITAL_SIGNATURE","algorithm":"RSA-2048"
            """);
        var others = new List<string>();
        for (var number = 0; number < 20; number++)
        {
            others.Add(await fixture.NewKeyAsync(number % 2 == 0 ? Aes : Ecdsa));
        }

        await fixture.NewVersionAsync(id);
        var destroyed = (await fixture.MaterialAsync(id, 1))!;
        var kept = (await fixture.MaterialAsync(id, 2))!;
        Assert.True(await IsInFilesAsync(destroyed));
        Assert.True(await IsInFilesAsync(kept));

        await fixture.DestroyAsync(id, 1);
        await fixture.DestroyAsync(others[3], 1);
        await ScrubAsync();

        Assert.False(await IsInFilesAsync(destroyed));
        Assert.True(await IsInFilesAsync(kept));
        Assert.NotNull(await fixture.MaterialAsync(others[4], 1));
        Assert.Null(await fixture.JobAsync("storage.scrub", "narrow-tables"));
    }

    [Fact]
    public async Task The_wiping_is_planned_with_the_destruction_and_survives_a_restart()
    {
        var id = await fixture.NewKeyAsync();
        var material = (await fixture.MaterialAsync(id, 1))!;
        await fixture.DestroyAsync(id, 1);
        Assert.NotNull(await fixture.JobAsync("storage.scrub", "narrow-tables"));

        await fixture.RestartAsync();
        await ScrubAsync();

        Assert.Null(await fixture.JobAsync("storage.scrub", "narrow-tables"));
        Assert.False(await IsInFilesAsync(material));
    }

    /// <summary>On PostgreSQL a rewrite follows another only after a minute, and may be held up by whatever else the server does.</summary>
    private async Task ScrubAsync()
    {
        for (var tries = 0; tries < 100 && await fixture.JobAsync("storage.scrub", "narrow-tables") is not null; tries++)
        {
            await fixture.AdvanceAsync(TimeSpan.FromSeconds(61));
        }
    }

    /// <summary>Whether any piece of a material stands in a file of the database.</summary>
    private async Task<bool> IsInFilesAsync(byte[] bytes)
    {
        // What comes first names the key that encloses it, as in every material of the project.
        const int Header = 32;
        var files = fixture.Store.Engine == DatabaseEngine.Sqlite ? SqliteFiles() : await PostgresFilesAsync();
        for (var start = Header; start + 16 <= bytes.Length; start += 16)
        {
            var piece = bytes.AsSpan(start, 16).ToArray();
            if (files.Any(file => file.AsSpan().IndexOf(piece) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    private List<byte[]> SqliteFiles() => [.. Directory.GetFiles(fixture.Database.DataFolder, "haneul.db*").Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    })];

    /// <summary>Every file of the database's folder as it is on disk, read by the server itself. A checkpoint first: what is only in its memory would prove nothing.</summary>
    private async Task<List<byte[]>> PostgresFilesAsync()
    {
        await fixture.Store.ReadAsync(session => session.QueryAsync($"CHECKPOINT", _ => 0));
        return await fixture.Store.ReadAsync(session => session.QueryAsync(
            $"""
            SELECT pg_read_binary_file('base/' || d.oid || '/' || file, 0, 100000000, true)
            FROM pg_database d, pg_ls_dir('base/' || d.oid) AS file WHERE d.datname = current_database() AND file ~ '^[0-9]'
            """,
            row => row.IsDBNull(0) ? [] : row.GetFieldValue<byte[]>(0)));
    }
}
