namespace Haneul.Security.SecretsManager.Transfer.Reading;

/// <summary>A node of a YAML file. Nodes do not change, so an alias is the node itself and costs nothing however often it is used.</summary>
/// <param name="Depth">How deep it is nested.</param>
internal abstract record YamlNode(int Depth)
{
    /// <summary>Writes it as JSON; false if that takes more than <paramref name="most"/> bytes in all: a few aliases of aliases can stand for terabytes.</summary>
    public abstract bool TryWrite(SecretWriter writer, int most);

    /// <summary>Names the type only.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>A scalar.</summary>
/// <param name="Text">Its text.</param>
/// <param name="IsJson">Whether the text is JSON as it stands (a number, true, false, null); else it is a string.</param>
internal sealed record YamlScalar(string Text, bool IsJson) : YamlNode(0)
{
    /// <inheritdoc />
    public override bool TryWrite(SecretWriter writer, int most)
    {
        if (IsJson)
        {
            writer.Write(Text);
        }
        else
        {
            writer.WriteQuoted(Text);
        }

        return writer.Length <= most;
    }
}

/// <summary>A list.</summary>
internal sealed record YamlSequence(IReadOnlyList<YamlNode> Items) : YamlNode(1 + Items.Select(static item => item.Depth).DefaultIfEmpty().Max())
{
    /// <inheritdoc />
    public override bool TryWrite(SecretWriter writer, int most)
    {
        writer.Write("["u8);
        for (var index = 0; index < Items.Count; index++)
        {
            writer.Write(index == 0 ? ""u8 : ","u8);
            if (!Items[index].TryWrite(writer, most))
            {
                return false;
            }
        }

        writer.Write("]"u8);
        return writer.Length <= most;
    }
}

/// <summary>A member of a mapping.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Value">Its value.</param>
/// <param name="Line">Where it stands.</param>
internal sealed record YamlMember(string Name, YamlNode Value, long Line)
{
    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(YamlMember);
}

/// <summary>A mapping.</summary>
internal sealed record YamlMapping(IReadOnlyList<YamlMember> Members) : YamlNode(1 + Members.Select(static member => member.Value.Depth).DefaultIfEmpty().Max())
{
    /// <inheritdoc />
    public override bool TryWrite(SecretWriter writer, int most)
    {
        writer.Write("{"u8);
        for (var index = 0; index < Members.Count; index++)
        {
            writer.Write(index == 0 ? ""u8 : ","u8);
            writer.WriteQuoted(Members[index].Name);
            writer.Write(":"u8);
            if (!Members[index].Value.TryWrite(writer, most))
            {
                return false;
            }
        }

        writer.Write("}"u8);
        return writer.Length <= most;
    }
}
