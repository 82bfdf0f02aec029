using System.Globalization;

namespace Haneul.Security.Kms.Rotation;

/// <summary>
/// How far the re-wrapping of a service key has come: the state of its job. Rows are gone through more than once, because another node, or a call that began before the rotation,
/// may store something under the old term for a while yet.
/// </summary>
/// <param name="Number">Which pass: <see cref="First"/>, <see cref="Second"/>, or <see cref="Last"/> and those that repeat it.</param>
/// <param name="Table">Which of the service's tables it is in.</param>
/// <param name="Found">How many rows under older terms it has found.</param>
/// <param name="Failed">How many of these did not open.</param>
/// <param name="Position">The row after which it goes on.</param>
internal sealed record RewrapPass(int Number, int Table, int Found, int Failed, string Position)
{
    /// <summary>Everything that is there when the rotation begins.</summary>
    public const int First = 0;

    /// <summary>What was stored by those who had not noticed yet; the rotation is done after it.</summary>
    public const int Second = 1;

    /// <summary>Nothing, or the old term stays for another hour.</summary>
    public const int Last = 2;

    /// <summary>The beginning of a pass.</summary>
    public static RewrapPass Begin(int number) => new(number, 0, 0, 0, "");

    /// <summary>The pass in the next table.</summary>
    public RewrapPass NextTable() => this with { Table = Table + 1, Position = "" };

    /// <summary>Reads the state of the job; empty for a job that has not begun.</summary>
    public static RewrapPass Parse(string state)
    {
        if (state.Length == 0)
        {
            return Begin(First);
        }

        var parts = state.Split('|', 5);
        return new RewrapPass(ToNumber(parts[0]), ToNumber(parts[1]), ToNumber(parts[2]), ToNumber(parts[3]), parts[4]);
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}|{Table}|{Found}|{Failed}|{Position}");

    private static int ToNumber(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
