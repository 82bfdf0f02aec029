using System.Text;
using System.Text.Json;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.SecretsManager.Values.Generating;

/// <summary>A text that the server is to make up: how long, of which characters, and whether the answer shows it.</summary>
/// <param name="Length">Characters of the text.</param>
/// <param name="Characters">The characters, each once and each as likely as any other.</param>
/// <param name="IsShown">Whether the answer shows the text.</param>
internal sealed record GeneratedText(int Length, string Characters, bool IsShown)
{
    private const int DefaultLength = 32;
    private const int Shortest = 8;
    private const int Longest = 4096;
    private const int FewestCharacters = 2;
    private const int MostCharacters = 128;
    private const string DefaultAlphabet = "lower,upper,digits";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";

    private static readonly Dictionary<string, string> Alphabets = new(StringComparer.Ordinal)
    {
        ["lower"] = Lower,
        ["upper"] = Upper,
        ["digits"] = Digits,
        ["symbols"] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
        ["hex"] = Digits + "abcdef",
        ["base64url"] = Upper + Lower + Digits + "-_",
    };

    /// <summary>What stands in for fields that could not be read.</summary>
    public static readonly GeneratedText None = new(DefaultLength, Lower, IsShown: false);

    /// <summary>How many bits whoever wants to guess it has to guess.</summary>
    public double EntropyBits => Math.Round(Length * Math.Log2(Characters.Length), 1);

    /// <summary>Reads <c>length</c>, <c>alphabet</c> or <c>characters</c>, and <c>show</c>.</summary>
    public static GeneratedText Read(JsonFields fields)
    {
        var length = fields.OptionalInt32("length", Shortest, Longest) ?? DefaultLength;
        var alphabet = fields.OptionalString("alphabet", minLength: 1);
        var characters = fields.OptionalString("characters", FewestCharacters, MostCharacters);
        if (alphabet is not null && characters is not null)
        {
            fields.AddProblem("alphabet", "must not stand beside characters");
        }
        else if (characters is not null && (characters.Distinct().Count() != characters.Length || characters.Any(static each => char.IsControl(each) || char.IsSurrogate(each))))
        {
            fields.AddProblem("characters", "must be different characters of the Basic Multilingual Plane, none of them a control character");
        }

        return new(length, characters ?? ReadAlphabet(fields, alphabet ?? DefaultAlphabet), fields.OptionalBoolean("show") ?? false);
    }

    /// <summary>Makes up a text, as JSON. Every text of the length is equally likely.</summary>
    public SecretBuffer Generate(IRandomSource random)
    {
        var spellings = Array.ConvertAll(Characters.ToCharArray(), static each => JsonEncodedText.Encode(each.ToString(), System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray());
        using var choices = Choose(random);
        var size = 2;
        foreach (var choice in choices.Span)
        {
            size += spellings[choice].Length;
        }

        var text = new SecretBuffer(size);
        var rest = text.Span;
        rest[0] = (byte)'"';
        rest = rest[1..];
        foreach (var choice in choices.Span)
        {
            spellings[choice].CopyTo(rest);
            rest = rest[spellings[choice].Length..];
        }

        rest[0] = (byte)'"';
        return text;
    }

    /// <summary>Chooses characters by their place. A byte beyond the last full round of the alphabet is thrown away: taking it would make some characters likelier.</summary>
    private SecretBuffer Choose(IRandomSource random)
    {
        var choices = new SecretBuffer(Length);
        using var bytes = new SecretBuffer(256);
        var rounds = 256 - (256 % Characters.Length);
        for (var count = 0; count < Length;)
        {
            random.Fill(bytes.Span);
            foreach (var each in bytes.Span)
            {
                if (each < rounds && count < Length)
                {
                    choices.Span[count++] = (byte)(each % Characters.Length);
                }
            }
        }

        return choices;
    }

    private static string ReadAlphabet(JsonFields fields, string alphabet)
    {
        var characters = new StringBuilder();
        foreach (var name in alphabet.Split(','))
        {
            if (!Alphabets.TryGetValue(name, out var set))
            {
                fields.AddProblem("alphabet", $"must be some of {string.Join(", ", Alphabets.Keys)}, with commas between them");
                return Lower;
            }

            characters.Append(set);
        }

        return new string([.. characters.ToString().Distinct()]);
    }
}
