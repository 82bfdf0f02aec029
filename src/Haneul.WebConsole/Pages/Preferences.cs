using System.Text.Json;
using System.Text.Json.Serialization;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.WebConsole.Pages;

/// <summary>What a person chose for the console; null for what the browser says.</summary>
public sealed record Preferences
{
    /// <summary>Tag of the language.</summary>
    public string? Language { get; init; }

    /// <summary>Light, dark, or as the system has it.</summary>
    public Theme Theme { get; init; }

    /// <summary>Name of the time zone.</summary>
    public string? Zone { get; init; }

    /// <summary>The project that was last worked in.</summary>
    public string? ProjectId { get; init; }
}

/// <summary>The JSON metadata of preferences.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Preferences))]
internal sealed partial class PreferencesJson : JsonSerializerContext;

/// <summary>The preferences of every person.</summary>
public sealed class PreferenceTable(IDatabase database, TimeProvider time)
{
    /// <summary>What a person chose; nothing if they never did.</summary>
    public async ValueTask<Preferences> FindAsync(string userId, CancellationToken cancellation)
    {
        var body = await database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT body FROM console_preferences WHERE user_id = {userId}", static row => row.GetString(0)), cancellation);
        return body is null ? new Preferences() : JsonSerializer.Deserialize(body, PreferencesJson.Default.Preferences) ?? new Preferences();
    }

    /// <summary>Keeps what a person chose.</summary>
    public ValueTask<int> SetAsync(string userId, Preferences preferences)
    {
        var body = JsonSerializer.Serialize(preferences, PreferencesJson.Default.Preferences);
        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        return database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"""
            INSERT INTO console_preferences (user_id, body, updated_at) VALUES ({userId}, {body}, {now})
            ON CONFLICT (user_id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at
            """));
    }
}
