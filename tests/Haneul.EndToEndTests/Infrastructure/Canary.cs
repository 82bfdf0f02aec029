using System.Text;

namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>Bytes that must not be found where they do not belong.</summary>
/// <param name="Name">What they are, for the message of a failure.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record Canary(string Name, byte[] Bytes)
{
    /// <summary>A text, which may also stand somewhere as .NET keeps it.</summary>
    public static IEnumerable<Canary> OfText(string name, string text) => [new(name, Encoding.UTF8.GetBytes(text)), new(name + " in UTF-16", Encoding.Unicode.GetBytes(text))];

    /// <summary>The forms in which the bytes may stand somewhere: as they are, in hex and in Base64 of either alphabet.</summary>
    public IEnumerable<byte[]> Forms()
    {
        yield return Bytes;
        yield return Encoding.UTF8.GetBytes(Convert.ToHexStringLower(Bytes));
        yield return Encoding.UTF8.GetBytes(Convert.ToHexString(Bytes));

        // Of the middle, whatever stands before and after it: one for each of the three alignments.
        for (var shift = 0; shift < 3; shift++)
        {
            var text = Convert.ToBase64String(Bytes.AsSpan(shift, (Bytes.Length - shift) / 3 * 3));
            yield return Encoding.UTF8.GetBytes(text);
            yield return Encoding.UTF8.GetBytes(text.Replace('+', '-').Replace('/', '_'));
        }
    }
}
