using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>The link of one resource to itself.</summary>
public sealed record SelfLink(string Self);

/// <summary>The links of a list: where the next page is, if there is one; Keystone has no way back.</summary>
public sealed record ListLinks(string? Next, string Self, string? Previous)
{
    /// <summary>The links of a list that is whole.</summary>
    public static ListLinks Whole(string self) => new(null, self, null);
}

/// <summary>Keystone's map of options, which is always empty here.</summary>
public sealed record NoOptions
{
    /// <summary>The one value.</summary>
    public static NoOptions Value { get; } = new();
}

/// <summary>Keystone's options of a resource; the one that there is, if it was ever set.</summary>
public sealed record ImmutableOption([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Immutable);
