using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Haneul.Security.SecretsManager.Transfer.Reading;

/// <summary>
/// Makes nodes of what the parser tells, and nothing else: no types, no tags but that for text, no merging, bounded depth. So a file can name no class and reach nothing.
/// </summary>
internal sealed partial class YamlTree(IParser parser)
{
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);

    /// <summary>What is wrong; null if nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>The one document; null with a <see cref="Problem"/>, or if there is none.</summary>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public YamlNode? Read()
    {
        parser.MoveNext(); // The start of the stream.
        parser.MoveNext();
        if (parser.Current is not DocumentStart)
        {
            return null;
        }

        parser.MoveNext();
        var root = ReadNode(depth: 1);
        if (root is null)
        {
            return null;
        }

        parser.MoveNext(); // The end of the document.
        return parser.Current is StreamEnd ? root : Fail("has more than one document");
    }

    /// <summary>Reads the node that the parser stands at, and goes past it.</summary>
    private YamlNode? ReadNode(int depth)
    {
        if (depth > TransferLimits.Depth)
        {
            return Fail($"nests deeper than {TransferLimits.Depth} levels");
        }

        var anchor = parser.Current is NodeEvent { Anchor.IsEmpty: false } anchored ? anchored.Anchor.Value : null;
        var node = parser.Current switch
        {
            NodeEvent { Tag: var tag } when !IsAllowed(tag) => Fail("has a tag; only !!str is understood"),
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadSequence(depth),
            MappingStart => ReadMapping(depth),
            AnchorAlias alias => ReadAlias(alias),
            _ => Fail("is not understood"),
        };
        if (node?.Depth > TransferLimits.Depth)
        {
            return Fail($"nests deeper than {TransferLimits.Depth} levels by its aliases");
        }

        if (anchor is not null && node is not null)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        var text = scalar.Value;
        parser.MoveNext();
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty)
        {
            return new YamlScalar(text, IsJson: false);
        }

        // Of the plain scalars only what JSON has too is no text: a password of 0123, 0x1F or yes stays what it is.
        return text is "" or "~" ? new YamlScalar("null", IsJson: true) : new YamlScalar(text, text is "null" or "true" or "false" || Number().IsMatch(text));
    }

    private YamlSequence? ReadSequence(int depth)
    {
        parser.MoveNext();
        var items = new List<YamlNode>();
        while (parser.Current is not SequenceEnd)
        {
            if (ReadNode(depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        parser.MoveNext();
        return new YamlSequence(items);
    }

    private YamlNode? ReadMapping(int depth)
    {
        parser.MoveNext();
        var members = new List<YamlMember>();
        while (parser.Current is not MappingEnd)
        {
            if (parser.Current is not Scalar key)
            {
                return Fail("has a key that is no text");
            }

            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                return Fail("merges a mapping into another, which is not understood");
            }

            parser.MoveNext();
            if (ReadNode(depth + 1) is not { } value)
            {
                return null;
            }

            members.Add(new YamlMember(key.Value, value, key.Start.Line));
        }

        parser.MoveNext();
        return new YamlMapping(members);
    }

    private YamlNode? ReadAlias(AnchorAlias alias)
    {
        // An anchor is known once its node is complete, so that no node can hold itself.
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
        {
            return Fail("has an alias of something that is not before it");
        }

        parser.MoveNext();
        return node;
    }

    private YamlNode? Fail(string problem)
    {
        Problem ??= $"line {parser.Current?.Start.Line ?? 1} {problem}";
        return null;
    }

    private static bool IsAllowed(TagName tag) => tag.IsEmpty || tag.IsNonSpecific || tag.Value == "tag:yaml.org,2002:str";

    [GeneratedRegex("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?\\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
