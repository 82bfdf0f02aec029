using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam;
using Haneul.Security.Iam.Passwords;

namespace Haneul.Server.Start;

/// <summary>
/// The password in <c>bootstrap.json</c>: it leaves the file as soon as the first user has another, so that nobody keeps a file for it. What else stands there, and a file that
/// is gone or somebody else's, is left alone.
/// </summary>
internal sealed partial class FirstPassword(HaneulOptions options, ILogger<FirstPassword> logger) : IFirstPassword
{
    private const string Password = "password";

    private readonly Lock _gate = new();

    private string FileName => Path.Combine(options.DataDirectory, BootstrapFile.Name);

    /// <inheritdoc />
    public void Forget(string userId)
    {
        lock (_gate)
        {
            try
            {
                if (Read() is { } file && UserOf(file) == userId && file.Remove(Password))
                {
                    Write(file);
                    LogForgotten(FileName);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogFailed(FileName, exception.GetType().Name);
            }
        }
    }

    /// <summary>The same at a start, for a password that was changed by another node, or right before a crash.</summary>
    public async Task ForgetReplacedAsync(IDatabase database, CancellationToken cancellation)
    {
        if (FindUser() is not { } userId)
        {
            return;
        }

        if (await database.ReadAsync(session => FirstOrganisation.HasOtherPasswordAsync(session, userId), cancellation))
        {
            Forget(userId);
        }
    }

    private string? FindUser()
    {
        try
        {
            return Read() is { } file && file.ContainsKey(Password) ? UserOf(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailed(FileName, exception.GetType().Name);
            return null;
        }
    }

    private JsonObject? Read()
    {
        if (!File.Exists(FileName))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(File.ReadAllBytes(FileName)) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // Not what the first start wrote.
        }
    }

    private static string? UserOf(JsonObject file) => file["user_id"] is JsonValue value && value.TryGetValue<string>(out var userId) ? userId : null;

    private void Write(JsonObject file)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            file.WriteTo(json);
        }

        PrivateFile.Replace(FileName, buffer.ToArray());
    }

    [LoggerMessage(22, LogLevel.Information, "The first user has a new password; the first one was taken out of {Path}.")]
    private partial void LogForgotten(string path);

    [LoggerMessage(23, LogLevel.Warning, "The first user has a new password, and the first one could not be taken out of {Path} ({Failure}): delete the file.")]
    private partial void LogFailed(string path, string failure);
}
