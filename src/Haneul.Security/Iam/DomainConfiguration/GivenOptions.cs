using System.Runtime.InteropServices;
using System.Text.Json;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>The options in a body. Their values point into it, so that one that is never shown is in no string of ours.</summary>
internal sealed class GivenOptions
{
    /// <summary>Keeps these envelopes apart from those of other tables.</summary>
    public const string Purpose = "domain-option";

    private const int LongestValue = 4096;

    private readonly List<(DomainOption Option, JsonElement Value)> _options = [];
    private Error? _refusal;

    /// <summary>403 for a body that has what is not known or not at the place; null otherwise.</summary>
    public Error? Refusal => _refusal;

    /// <summary>Reads <c>config</c>: groups of options or, for the path of an option, that option alone.</summary>
    public static GivenOptions Read(JsonFields body, OptionPlace place)
    {
        var given = new GivenOptions();
        if (body.RequiredValue("config") is not { } config)
        {
            return given;
        }

        if (config.ValueKind != JsonValueKind.Object)
        {
            body.AddProblem("config", "must be an object");
            return given;
        }

        given._refusal = place.Option is not null ? given.ReadGroup(body, place.Group!, config, place) : given.ReadGroups(body, config, place);
        return given;
    }

    /// <summary>The rows to keep. What is never shown is sealed: it belongs to no project, so under the key of the installation, and opens nowhere but in its place.</summary>
    public async ValueTask<List<OptionRow>> SealAsync(IKeyring keyring, string organisationId, CancellationToken cancellation)
    {
        var rows = new List<OptionRow>(_options.Count);
        foreach (var (option, value) in _options)
        {
            if (!option.IsSecret)
            {
                rows.Add(new OptionRow(option.Group, option.Name, value.GetRawText(), null));
                continue;
            }

            using var plain = ToBuffer(value);
            var scope = new EnvelopeScope("", Purpose, "", $"{organisationId}/{option.Group}/{option.Name}", 0);
            rows.Add(new OptionRow(option.Group, option.Name, null, await keyring.SealAsync(scope, plain.Memory, cancellation)));
        }

        return rows;
    }

    private static SecretBuffer ToBuffer(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        var buffer = new SecretBuffer(raw.Length);
        raw.CopyTo(buffer.Span);
        return buffer;
    }

    private Error? ReadGroups(JsonFields body, JsonElement config, OptionPlace place)
    {
        var count = 0;
        foreach (var group in config.EnumerateObject())
        {
            count++;
            var name = NameOf(group);
            if (place.Group is { } only && name != only)
            {
                return DomainConfigErrors.NotMatching.With(place.Words);
            }

            if (DomainOption.RefuseUnknown(name, null) is { } unknown)
            {
                return unknown;
            }

            if (group.Value.ValueKind != JsonValueKind.Object)
            {
                return DomainConfigErrors.Empty;
            }

            if (ReadGroup(body, name, group.Value, place) is { } refused)
            {
                return refused;
            }
        }

        return count == 0 ? DomainConfigErrors.Empty.AsError() : null;
    }

    private Error? ReadGroup(JsonFields body, string group, JsonElement options, OptionPlace place)
    {
        var count = 0;
        foreach (var option in options.EnumerateObject())
        {
            count++;
            var name = NameOf(option);
            if (DomainOption.RefuseUnknown(group, name) is { } unknown)
            {
                return unknown;
            }

            if (place.Option is { } only && (name != only || count > 1))
            {
                return DomainConfigErrors.NotMatching.With(place.Words);
            }

            if (_options.Exists(each => each.Option == DomainOption.Find(group, name)))
            {
                body.AddProblem($"config.{group}.{name}", "must not be repeated");
            }
            else if (Describe(option.Value) is { } problem)
            {
                body.AddProblem($"config.{group}.{name}", problem);
            }
            else
            {
                _options.Add((DomainOption.Find(group, name)!, option.Value));
            }
        }

        return count == 0 ? DomainConfigErrors.Empty.AsError() : null;
    }

    /// <summary>What is wrong with a value; null if nothing is.</summary>
    private static string? Describe(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? "must not be an object"
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(static item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array) ? "must be a list of simple values"
        : JsonMarshal.GetRawUtf8Value(value).Length > LongestValue ? $"must have at most {LongestValue} bytes"
        : JsonText.IsValid(value) ? null : "must be valid Unicode text";

    // A name that is no text is no known one.
    private static string NameOf(JsonProperty property) => JsonText.TryGetName(property, out var name) ? name : "";
}
