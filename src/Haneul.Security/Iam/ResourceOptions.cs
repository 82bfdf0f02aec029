using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam;

/// <summary>Keystone's options of a domain, project or role: <c>immutable</c>, which guards it from change and deletion until it is taken off.</summary>
/// <param name="IsImmutable">Null if the option was never set.</param>
internal sealed record ResourceOptions(bool? IsImmutable)
{
    /// <summary>No option is set.</summary>
    public static ResourceOptions None { get; } = new((bool?)null);

    /// <summary>The options in the body of a resource; null if it names none. An option that is null is taken off.</summary>
    public static ResourceOptions? Read(JsonFields resource) =>
        resource.OptionalObject("options") is { } options && options.Has("immutable") ? new(options.OptionalBoolean("immutable")) : null;

    /// <summary>The options of a column.</summary>
    public static ResourceOptions Parse(string column)
    {
        using var document = JsonDocument.Parse(column);
        return document.RootElement.TryGetProperty("immutable", out var immutable) ? new(immutable.GetBoolean()) : None;
    }

    /// <summary>The options on the wire, without those that were never set.</summary>
    public ImmutableOption ToBody() => new(IsImmutable);

    /// <summary>The text of the column.</summary>
    public string ToColumn() => IsImmutable switch
    {
        null => "{}",
        true => """{"immutable":true}""",
        false => """{"immutable":false}""",
    };
}
