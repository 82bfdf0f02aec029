using System.Globalization;
using Haneul.EndToEndTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Haneul.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.EndToEndTests;

/// <summary>
/// Somebody has copied everything that a killed server left, but not its root key: no value, no key, no token and no password is in it, and what was destroyed is
/// not even there enclosed.
/// </summary>
public sealed class StolenDatabaseTests : IDisposable
{
    private const int Refused = 78;
    private const string Ciphertext = "ciphertext of a secret";
    // PostgreSQL rewrites the tables of keys at most once a minute, and the secret is destroyed two seconds before the keys.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string _temporary = Directory.CreateTempSubdirectory("haneul-stolen-tmp-").FullName;
    private readonly string _stolen = Directory.CreateTempSubdirectory("haneul-stolen-").FullName;

    public void Dispose()
    {
        foreach (var folder in new[] { _temporary, _stolen, _stolen + ".logs" }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_stolen_database_without_its_root_key_gives_nothing_away(string engine)
    {
        await using var database = await CrashDatabase.CreateAsync(engine);
        var environment = new Dictionary<string, string?>(database.Environment, StringComparer.Ordinal)
        {
            ["HANEUL__DESTRUCTIONMINIMUMDAYS"] = "0",
            ["TMPDIR"] = _temporary,
            ["Logging__LogLevel__Default"] = "Trace",
            ["Logging__LogLevel__Microsoft"] = "Trace",
            ["Logging__LogLevel__Npgsql"] = "Trace",
        };
        var files = new StolenFiles(database.DataFolder, _temporary, database.Environment.GetValueOrDefault("HANEUL__DATABASE"));
        var canaries = new List<Canary>();

        // First life: everything is used, and the server dies without a chance to tidy up.
        string secretId;
        Dictionary<string, string> keyIds;
        await using (var server = await ServerProcess.StartAsync(database.DataFolder, environment: environment))
        {
            using var planted = new PlantedSecrets(server);
            await planted.PlantAsync();
            (secretId, keyIds) = (planted.SecretId, planted.KeyIds);
            await server.KillAsync();
            canaries.AddRange(planted.Canaries);
        }

        var rootKey = (await File.ReadAllTextAsync(Path.Combine(database.DataFolder, "root.key"))).Trim();
        canaries.AddRange(Canary.OfText("root key", rootKey));
        canaries.Add(new Canary("root key", Convert.FromBase64String(rootKey)));
        var enclosed = await ReadKeysAsync(database, secretId, keyIds, canaries);
        await AssertAbsentAsync(canaries, files.ReadAsync());
        foreach (var each in enclosed)
        {
            Assert.True(await IsThereAsync(each, files.ReadTablesAsync()), $"The search does not find {each.Name}, which is there.");
        }

        // PostgreSQL rewrites the table of the keys; what they enclosed stays until it needs the room, and nothing opens it any more (docs/security.md).
        var destroyed = enclosed.Where(each => engine == "sqlite" || each.Name != Ciphertext).ToList();

        // Second life: a version of the secret and all keys are destroyed, and the server dies again.
        await using (var server = await ServerProcess.StartAsync(database.DataFolder, environment: environment))
        {
            using var client = new PlantedSecrets(server);
            await client.SignInAsync();
            await DestroyAsync(client, secretId, keyIds);
            await WaitAsync(destroyed, files);
            await server.KillAsync();
            canaries.AddRange(client.Canaries);
        }

        await AssertAbsentAsync(canaries, files.ReadAsync());
        await AssertAbsentAsync(destroyed, files.ReadTablesAsync());
        await AssertRefusedAsync(database, environment);
    }

    /// <summary>What is stored of the values and keys that are to be destroyed. What is in the keys becomes canaries.</summary>
    private static async Task<IReadOnlyList<Canary>> ReadKeysAsync(CrashDatabase database, string secretId, Dictionary<string, string> keyIds, List<Canary> canaries)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Haneul:DataDirectory"] = database.DataFolder,
            ["Haneul:Database"] = database.Environment.GetValueOrDefault("HANEUL__DATABASE"),
            ["Logging:LogLevel:Default"] = "None",
            ["Logging:LogLevel:Haneul"] = "None",
        };
        await using var server = await HaneulServer.StartAsync(settings, new ServerParts(TimeProvider.System, new SystemRandomSource()), CancellationToken.None);
        var services = server.App.Services;
        var store = services.GetRequiredService<IDatabase>();
        var enclosed = new List<Canary>(await store.ReadAsync(session => session.QueryAsync(
            $"""
            SELECT k.wrapped, v.ciphertext FROM secrets_data_keys k JOIN secrets_versions v ON v.secret_id = k.secret_id AND v.version = k.version WHERE k.secret_id = {secretId}
            """,
            static row => (Wrapped: row.GetFieldValue<byte[]>(0), Ciphertext: row.GetFieldValue<byte[]>(1)))) is [var stored]
            ? [new Canary("data key of a secret", stored.Wrapped), new Canary(Ciphertext, stored.Ciphertext)]
            : throw new InvalidOperationException("The secret is not as it was planted."));
        foreach (var (algorithm, keyId) in keyIds)
        {
            var (project, envelope) = await store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
                $"SELECT project_id, envelope FROM kms_key_material WHERE key_id = {keyId} AND version = 1", static row => (row.GetString(0), row.GetFieldValue<byte[]>(1))));
            enclosed.Add(new Canary($"material of {algorithm}", envelope));
            var spec = KeyAlgorithms.All.First(spec => spec.Algorithm == algorithm);
            using var clear = await services.GetRequiredService<KeyMaterials>().OpenAsync(project, keyId, 1, spec, envelope, CancellationToken.None);

            // Of a private key the header is that of every such key; what only this one has comes after it.
            canaries.Add(new Canary($"{algorithm} key", clear.Span.Length > 40 ? clear.Span[36..68].ToArray() : clear.Span.ToArray()));
        }

        return enclosed;
    }

    private static async Task DestroyAsync(PlantedSecrets client, string secretId, Dictionary<string, string> keyIds)
    {
        await client.CallAsync(HttpMethod.Patch, $"/secrets-manager/api/v1/secrets/{secretId}/versions/1/destroy");
        foreach (var keyId in keyIds.Values)
        {
            var at = TimeProvider.System.GetUtcNow().AddSeconds(2).ToString("O", CultureInfo.InvariantCulture);
            await client.CallAsync(HttpMethod.Patch, $"/kms/api/v1/keys/{keyId}/versions/1/schedule-destroy", $$$"""{"version":{"destruction_scheduled_at":"{{{at}}}"}}""");
        }
    }

    private static async Task WaitAsync(IReadOnlyList<Canary> enclosed, StolenFiles files)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        foreach (var each in enclosed)
        {
            while (await IsThereAsync(each, files.ReadTablesAsync()))
            {
                Assert.False(patience.IsCancellationRequested, $"{each.Name} is still in the files.");
                // Each look is a checkpoint of PostgreSQL and a read of all its tables.
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            }
        }
    }

    /// <summary>Somebody starts a server of their own on what they took.</summary>
    private async Task AssertRefusedAsync(CrashDatabase database, Dictionary<string, string?> environment)
    {
        foreach (var file in Directory.GetFiles(database.DataFolder, "haneul.db*"))
        {
            File.Copy(file, Path.Combine(_stolen, Path.GetFileName(file)));
        }

        await using (var without = ServerProcess.Launch(_stolen, environment: environment))
        {
            Assert.Equal(Refused, await without.WaitForExitAsync());
            Assert.Matches("needs its root key, with the fingerprint [0-9a-f]{16}", await File.ReadAllTextAsync(without.ErrorFile));
        }

        await using var guessed = ServerProcess.Launch(_stolen, environment: new Dictionary<string, string?>(environment, StringComparer.Ordinal) { ["HANEUL__ROOTKEY"] = "command:echo " + new string('7', 64) });
        Assert.Equal(Refused, await guessed.WaitForExitAsync());
        Assert.Matches("needs the key with the fingerprint [0-9a-f]{16}", await File.ReadAllTextAsync(guessed.ErrorFile));
    }

    private static async Task<bool> IsThereAsync(Canary canary, IAsyncEnumerable<(string Name, byte[] Content)> files)
    {
        await foreach (var (_, content) in files)
        {
            if (content.AsSpan().IndexOf(canary.Bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static async Task AssertAbsentAsync(IReadOnlyList<Canary> canaries, IAsyncEnumerable<(string Name, byte[] Content)> files)
    {
        var forms = canaries.SelectMany(static canary => canary.Forms().Select(form => (canary.Name, Form: form))).ToList();
        var found = new List<string>();
        var bytes = 0L;
        await foreach (var (name, content) in files)
        {
            bytes += content.Length;
            found.AddRange(forms.Where(form => content.AsSpan().IndexOf(form.Form) >= 0).Select(form => $"{form.Name} is in {name}"));
        }

        Assert.Empty(found.Distinct());
        Assert.True(bytes > 100_000, $"Only {bytes} bytes were searched.");
    }
}
