using System.Collections.Concurrent;
using System.Text;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Haneul.ApiTests.Api.Kms.Uses.KeyUseCalls;

namespace Haneul.ApiTests.Api.Kms.Uses;

/// <summary>A server that logs everything that there is to log, into memory.</summary>
public sealed class LoggedKeyUseFixture : KeyUseFixture
{
    /// <summary>Every line that was logged.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    protected override IReadOnlyDictionary<string, string?> ExtraSettings => LogCollector.Settings;

    protected override void ReplaceServices(IServiceCollection services)
    {
        base.ReplaceServices(services);
        services.AddSingleton<ILoggerProvider>(new LogCollector(Lines));
    }
}

/// <summary>What passes through keys stays nowhere: not in the logs, not on the trail, not in the files of the database.</summary>
public sealed class KeyUseCanaryTests(LoggedKeyUseFixture fixture) : IClassFixture<LoggedKeyUseFixture>
{
    private const string Canary = "c4n4ry-of-a-plaintext-that-is-looked-for";

    [Fact]
    public async Task No_plaintext_message_or_key_is_logged_or_stored()
    {
        var key = await fixture.CreateKeyAsync(Aes);
        var ciphertext = await fixture.EncryptAsync(key, fixture.Token, Utf8(Canary));
        Assert.Equal(Utf8(Canary), await fixture.DecryptAsync(key, fixture.Token, ciphertext));
        await fixture.SignAsync(await fixture.CreateKeyAsync(Ecdsa), fixture.Token, Utf8(Canary));
        var hmacKey = await fixture.CreateKeyAsync(Hmac256);
        var hmac = await fixture.HmacAsync(hmacKey, fixture.Token, Canary);
        var (_, body) = await fixture.UseAsync("CreateDataKey", key, fixture.Token);
        var dataKey = body.GetProperty("data_key").GetProperty("plain_text").GetString()!;
        var materials = new List<byte[]> { await MaterialAsync(key, Aes), await MaterialAsync(hmacKey, Hmac256) };

        // What is wrong is not quoted either.
        await fixture.UseAsync("EncryptData", key, fixture.Token, $$$"""{"encrypt":{"input":"{{{Canary}}} {{{Canary}}}"}}""");
        await fixture.UseAsync("EncryptData", key, fixture.Token, $$$"""{"encrypt":{"input":"YQ==","{{{Canary}}}":1}}""");
        await fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_key_material SET envelope = {new byte[200]} WHERE key_id = {key}"));
        await fixture.UseAsync("EncryptData", key, fixture.Token, EncryptBody(Utf8(Canary)));

        var needles = new List<byte[]>
        {
            Utf8(Canary), Utf8(Convert.ToBase64String(Utf8(Canary))), Utf8(dataKey), Convert.FromBase64String(dataKey), Utf8(hmac), Utf8(fixture.Token),
        };
        needles.AddRange(materials);
        needles.AddRange(materials.Select(material => Utf8(Convert.ToBase64String(material))));
        var log = Utf8(string.Join('\n', fixture.Lines));
        Assert.Contains(fixture.Lines, line => line.StartsWith("Debug", StringComparison.Ordinal) || line.StartsWith("Trace", StringComparison.Ordinal));
        Assert.Contains(fixture.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains(key, StringComparison.Ordinal));
        var events = Utf8((await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?limit=100", fixture.Token)).Body.GetRawText());
        foreach (var needle in needles)
        {
            Assert.True(log.AsSpan().IndexOf(needle) < 0, "In the log: " + Encoding.UTF8.GetString(needle));
            Assert.True(events.AsSpan().IndexOf(needle) < 0, "On the trail: " + Encoding.UTF8.GetString(needle));
            foreach (var file in DatabaseFiles())
            {
                Assert.True(file.Bytes.AsSpan().IndexOf(needle) < 0, $"In {file.Name}: {Encoding.UTF8.GetString(needle)}");
            }
        }
    }

    // What SQLite keeps in files of ours; PostgreSQL's own files are searched where destruction is tested.
    private IEnumerable<(string Name, byte[] Bytes)> DatabaseFiles() => TestDatabase.SelectedEngine == DatabaseEngine.Sqlite
        ? Directory.GetFiles(fixture.Database.DataFolder, "haneul.db*").Select(file => (file, Read(file)))
        : [];

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        Assert.True(copy.Length > 0 || file.EndsWith("-wal", StringComparison.Ordinal));
        return copy.ToArray();
    }

    private async Task<byte[]> MaterialAsync(string key, KeySpec spec)
    {
        var envelope = (await fixture.Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT envelope FROM kms_key_material WHERE key_id = {key}", row => row.GetFieldValue<byte[]>(0))))!;
        using var material = await fixture.Services.GetRequiredService<KeyMaterials>().OpenAsync(fixture.Admin.ProjectId, key, 1, spec, envelope, CancellationToken.None);
        return material.Span.ToArray();
    }
}
