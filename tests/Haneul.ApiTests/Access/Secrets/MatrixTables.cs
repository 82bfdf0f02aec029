namespace Haneul.ApiTests.Access.Secrets;

/// <summary>The tables of this folder, read as they are. They are written down from the specification; nothing in them comes from the product's own tables, which they judge.</summary>
internal static class MatrixTables
{
    /// <summary>Who may do what: the roles of each kind of act.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Who { get; } = Read("who.txt", 2).ToDictionary(
        static cells => cells[0], static cells => (IReadOnlySet<string>)cells[1].Split(' ').ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Every operation with a request of it.</summary>
    public static IReadOnlyList<MatrixRow> Rows { get; } = [.. Read("operations.txt", 7).Select(static cells => MatrixRow.Of(cells))];

    private static IEnumerable<string[]> Read(string name, int width)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Access", "Secrets", name)))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                Assert.True(cells.Length == width, $"{name}: {line}");
                yield return cells;
            }
        }
    }
}

/// <summary>What access control does to a caller who is neither owner nor listed, as operations.txt explains.</summary>
internal enum ListEffect
{
    NoResource,
    Refuses,
    Nothing,
    RefusesItem,
    Hides,
    RefusesWhole,
    OwnerOnly,
}

/// <summary>A request of an operation, and who is admitted.</summary>
/// <param name="Operation">Service and operation.</param>
/// <param name="Who">A row of who.txt.</param>
/// <param name="Effect">What access control does.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with places for what is made.</param>
/// <param name="Body">The body; null for none.</param>
internal sealed record MatrixRow(string Operation, string Who, ListEffect Effect, HttpMethod Method, string Path, string? Body)
{
    private static readonly string[] Kinds = ["secret", "aes", "ecdsa", "hmac"];

    /// <summary>The kind of resource that it is about; null for none.</summary>
    public string? Kind { get; private init; }

    /// <summary>What is done to the resource before; null where a call leaves it as it was.</summary>
    public string? Before { get; private init; }

    /// <summary>The status of the answer to an admitted caller.</summary>
    public int Answer { get; private init; }

    /// <summary>The same where access control is off.</summary>
    public int AnswerWithoutList { get; private init; }

    /// <summary>Whether the path itself names the resource.</summary>
    public bool IsByPath => Kind is not null && Path.Split('?')[0].Contains($"{{{Kind}", StringComparison.Ordinal);

    /// <summary>The row of a line.</summary>
    public static MatrixRow Of(string[] cells)
    {
        var list = cells[2].Split(' ');
        var request = cells[3].Split(' ', 2);
        var answers = cells[6].Split('/');
        return new MatrixRow(cells[0], cells[1], EffectOf(list[0]), new HttpMethod(request[0]), request[1], cells[4].Length == 0 ? null : cells[4])
        {
            Kind = list.Length > 1 ? list[1] : Kinds.FirstOrDefault(kind => (request[1] + cells[4]).Contains($"{{{kind}", StringComparison.Ordinal)),
            Before = cells[5].Length == 0 ? null : cells[5],
            Answer = int.Parse(answers[0], System.Globalization.CultureInfo.InvariantCulture),
            AnswerWithoutList = int.Parse(answers[^1], System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    private static ListEffect EffectOf(string word) => word switch
    {
        "-" => ListEffect.NoResource,
        "403" => ListEffect.Refuses,
        "open" => ListEffect.Nothing,
        "item" => ListEffect.RefusesItem,
        "hidden" => ListEffect.Hides,
        "409" => ListEffect.RefusesWhole,
        "owner" => ListEffect.OwnerOnly,
        _ => throw new InvalidDataException($"'{word}' is no effect of a list."),
    };
}
