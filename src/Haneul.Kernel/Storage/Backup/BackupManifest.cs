using System.Text.Json;
using Haneul.Kernel.Runtime;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>
/// What a backup tells about itself in clear, before anybody has its key. It holds no secret. It is authenticated with the first byte of content, so nothing
/// but the choice of a key may follow from it before that.
/// </summary>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Engine">The engine that it was made on.</param>
/// <param name="SchemaFingerprint">The digest of that engine's schema, for people who compare installations.</param>
/// <param name="RootKeyFingerprint">Which root key opens it, and all that is in it.</param>
/// <param name="Salt">Random, so that no two backups have the same key.</param>
/// <param name="Migrations">The schema that the rows belong to.</param>
public sealed record BackupManifest(
    DateTimeOffset CreatedAt, DatabaseEngine Engine, string SchemaFingerprint, string RootKeyFingerprint, byte[] Salt, IReadOnlyList<BackupMigration> Migrations)
{
    /// <summary>Length of the salt in bytes.</summary>
    public const int SaltSize = 32;

    private const string Product = "haneul";

    internal byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("product"u8, Product);
            json.WriteNumber("format"u8, BackupFormat.Version);
            json.WriteString("created_at"u8, UnixTime.ToWire(CreatedAt));
            json.WriteString("engine"u8, NameOf(Engine));
            json.WriteString("schema_fingerprint"u8, SchemaFingerprint);
            json.WriteString("root_key_fingerprint"u8, RootKeyFingerprint);
            json.WriteBase64String("salt"u8, Salt);
            json.WriteStartArray("migrations"u8);
            foreach (var migration in Migrations)
            {
                json.WriteStartObject();
                json.WriteString("service"u8, migration.Service);
                json.WriteNumber("number"u8, migration.Number);
                json.WriteString("name"u8, migration.Name);
                json.WriteString("checksum"u8, migration.Checksum);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <exception cref="BackupDamagedException">These bytes are no manifest.</exception>
    internal static BackupManifest FromJson(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            var salt = root.GetProperty("salt"u8).GetBytesFromBase64();
            var rootKeyFingerprint = root.GetProperty("root_key_fingerprint"u8).GetString();
            return salt.Length == SaltSize && root.GetProperty("product"u8).ValueEquals(Product) && IsFingerprint(rootKeyFingerprint)
                ? new BackupManifest(
                    root.GetProperty("created_at"u8).GetDateTimeOffset(),
                    root.GetProperty("engine"u8).GetString() == NameOf(DatabaseEngine.Sqlite) ? DatabaseEngine.Sqlite : DatabaseEngine.Postgres,
                    root.GetProperty("schema_fingerprint"u8).GetString()!,
                    rootKeyFingerprint!,
                    salt,
                    [.. root.GetProperty("migrations"u8).EnumerateArray().Select(ReadMigration)])
                : throw new BackupDamagedException("its manifest is not one of Haneul's");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new BackupDamagedException("its manifest can't be read", exception);
        }
    }

    /// <summary>It is shown before anything has proved that the manifest is authentic, so it must not hold what a terminal obeys.</summary>
    private static bool IsFingerprint(string? text) => text is { Length: > 0 and <= 64 } && text.All(char.IsAsciiHexDigitLower);

    private static string NameOf(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite ? "sqlite" : "postgres";

    private static BackupMigration ReadMigration(JsonElement migration) => new(
        migration.GetProperty("service"u8).GetString()!,
        migration.GetProperty("number"u8).GetInt32(),
        migration.GetProperty("name"u8).GetString()!,
        migration.GetProperty("checksum"u8).GetString()!);
}

/// <summary>One migration that the backed-up database had.</summary>
/// <param name="Service">Whose it is.</param>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Checksum">The digest of its text on the engine of the backup.</param>
public sealed record BackupMigration(string Service, int Number, string Name, string Checksum);

/// <summary>A backup is not what was written: cut short, changed, or no backup at all. The text goes on from "the backup is damaged: ".</summary>
public sealed class BackupDamagedException : Exception
{
    public BackupDamagedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
