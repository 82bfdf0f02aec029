using System.Text.Json;
using System.Text.RegularExpressions;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Access.Secrets;

/// <summary>A resource of the matrix.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Ciphertext">Something that was encrypted with it, if it is a key for that.</param>
internal sealed record MatrixResource(string Id, string Name, string Ciphertext);

/// <summary>A project with a caller of one kind in it, or outside, and resources to which it stands in every way.</summary>
internal sealed partial class MatrixPlace(ApiFixture fixture, Persona keeper, Persona bystander, string? callerId, string? groupId)
{
    private const string Value = "what-the-keeper-stored";
    private readonly Dictionary<(string Kind, Standing Standing), MatrixResource> _lasting = [];

    /// <summary>The resource of a kind that no call changes.</summary>
    public async Task<MatrixResource> LastingAsync(string kind, Standing standing)
    {
        if (!_lasting.TryGetValue((kind, standing), out var resource))
        {
            _lasting.Add((kind, standing), resource = await MakeAsync(kind, standing, before: null));
        }

        return resource;
    }

    /// <summary>A new resource, to which the caller stands so, after what is to be done with it.</summary>
    public async Task<MatrixResource> MakeAsync(string kind, Standing standing, string? before)
    {
        var name = NewName();
        var isListed = standing == Standing.Open ? "false" : "true";
        var list = standing switch
        {
            Standing.Listed => $"[\"{callerId}\"]",
            Standing.ByGroup => $"[\"{groupId}\"]",
            _ => "[]",
        };
        var access = $"\"is_access_control_enabled\":{isListed},\"access_target_ids\":{list}";
        var made = kind == "secret"
            ? await CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", $$$"""{"secret":{"name":"{{{name}}}","secret_data":"{{{Value}}}",{{{access}}}}}""")
            : await CallAsync(HttpMethod.Post, "/kms/api/v1/keys", $$$"""{"key":{"name":"{{{name}}}",{{{SpecOf(kind)}}},"is_pending_activation":{{{(before == "pending" ? "true" : "false")}}},{{{access}}}}}""");
        var id = made.GetProperty(kind == "secret" ? "secret" : "key").GetProperty("id").GetString()!;
        await PrepareAsync(kind, id, before);
        var ciphertext = kind == "aes" && before is null
            ? (await CallAsync(HttpMethod.Post, $"/kms/api/v1/keys/{id}/encrypt", """{"encrypt":{"input":"YWJj"}}""")).GetProperty("encrypt").GetProperty("cipher_text").GetString()!
            : "";
        if (standing == Standing.Owner)
        {
            await OwnAsync(kind, id);
        }

        return new MatrixResource(id, name, ciphertext);
    }

    /// <summary>Fills the places of a text.</summary>
    public string Fill(string text, MatrixResource? resource) => Place().Replace(text, place => place.Groups[1].Value switch
    {
        "new" => NewName(),
        "at" => fixture.Time.GetUtcNow().AddDays(10).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        "bystander" => bystander.UserId,
        "ciphertext" => resource!.Ciphertext,
        var word when word.EndsWith("_name", StringComparison.Ordinal) => resource!.Name,
        _ => resource!.Id,
    });

    /// <summary>What no caller of the matrix may change: the values of lasting secrets that are not the caller's.</summary>
    public async Task<IReadOnlyList<string>> FindChangedAsync()
    {
        var changed = new List<string>();
        foreach (var ((_, standing), secret) in _lasting.Where(static entry => entry.Key is { Kind: "secret", Standing: not Standing.Owner }))
        {
            var read = await CallAsync(HttpMethod.Get, $"/haneul/v1/secrets-manager/secrets/{secret.Id}/value");
            if (read.GetProperty("version").GetProperty("secret").GetString() != Value || read.GetProperty("version").GetProperty("version").GetInt32() != 1)
            {
                changed.Add($"{standing}: {read}");
            }
        }

        return changed;
    }

    private static string SpecOf(string kind) => kind switch
    {
        "aes" => "\"type\":\"SYMMETRIC\",\"purpose\":\"SYMMETRIC_ENCRYPT_DECRYPT\",\"algorithm\":\"AES256-GCM96\"",
        "ecdsa" => "\"type\":\"ASYMMETRIC\",\"purpose\":\"DIGITAL_SIGNATURE\",\"algorithm\":\"ECDSA-P256\"",
        _ => "\"type\":\"SYMMETRIC\",\"purpose\":\"HMAC\",\"algorithm\":\"HMAC-256\"",
    };

    private async Task PrepareAsync(string kind, string id, string? before)
    {
        var resource = kind == "secret" ? $"/secrets-manager/api/v1/secrets/{id}" : $"/kms/api/v1/keys/{id}";
        var extension = $"/haneul/v1/secrets-manager/secrets/{id}";
        _ = before switch
        {
            null or "fresh" or "pending" => default,
            "deactivate" or "destroy" => await CallAsync(HttpMethod.Patch, $"{resource}/versions/1/{before}"),
            "schedule" => await CallAsync(HttpMethod.Patch, $"{resource}/versions/1/schedule-destroy", Fill("""{"version":{"destruction_scheduled_at":"{at}"}}""", null)),
            "tag" => await CallAsync(HttpMethod.Put, $"{extension}/tags/team", """{"tag":{"value":"a"}}"""),
            "pin" => await CallAsync(HttpMethod.Put, $"{extension}/pins/app", """{"pin":{"version":1}}"""),
            _ => throw new InvalidDataException($"'{before}' is no step of operations.txt."),
        };
    }

    // Below the API, since roles that may not create anything own nothing by themselves; they may have owned it when they had another role.
    private async Task OwnAsync(string kind, string id) => Assert.Equal(1, await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(tx => kind == "secret"
        ? tx.ExecuteAsync($"UPDATE secrets_secrets SET owner_id = {callerId} WHERE id = {id}")
        : tx.ExecuteAsync($"UPDATE kms_keys SET owner_id = {callerId} WHERE id = {id}")));

    private async Task<JsonElement> CallAsync(HttpMethod method, string path, string? json = null)
    {
        var (status, body) = await fixture.CallAsync(method, path, keeper.Token, json);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {body}");
        return body;
    }

    private string NewName() => "m" + fixture.Services.GetRequiredService<IdGenerator>().NewHexId();

    [GeneratedRegex(@"\{(?<name>[a-z_]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
