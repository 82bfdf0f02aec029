using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Haneul.WebConsole;
using Haneul.WebConsole.Languages;

namespace Haneul.ApiTests.WebConsole.Languages;

/// <summary>Every text of the console stands there in both languages.</summary>
public sealed partial class TextPairTests
{
    // What Korean has no other word for: names of formats, headers and codes.
    private static readonly HashSet<string> Alike = new(StringComparer.Ordinal) { "ID", "Base64", "HMAC", "Haneul-Delivery", "Cloud Trail", "{0} ({1})" };

    public static TheoryData<string> Owners => [.. ConsoleTextsOf().Select(static found => found.Owner).Distinct()];

    [Theory]
    [MemberData(nameof(Owners))]
    public void Both_texts_are_there_differ_and_take_the_same_arguments(string owner)
    {
        var wrong = ConsoleTextsOf().Where(found => found.Owner == owner).Select(static found => FaultOf(found.Text)).OfType<string>().Distinct().ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void The_texts_are_found_at_all() => Assert.True(ConsoleTextsOf().Count > 1000, $"{ConsoleTextsOf().Count} were found.");

    /// <summary>Every text that the assembly keeps in a field, however deep, with the type that keeps it.</summary>
    internal static IReadOnlyList<(string Owner, Text Text)> ConsoleTextsOf()
    {
        var found = new List<(string Owner, Text Text)>();
        foreach (var type in typeof(ConsoleModule).Assembly.GetTypes().Where(static type => !type.ContainsGenericParameters))
        {
            foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(static field => !field.IsLiteral))
            {
                found.AddRange(TextsIn(field.GetValue(null), depth: 0).Select(text => (type.FullName!, text)));
            }
        }

        return found;
    }

    private static IEnumerable<Text> TextsIn(object? value, int depth) => value switch
    {
        null or string => [],
        Text text => [text],
        _ when depth > 6 => [],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(index => TextsIn(tuple[index], depth + 1)),
        IEnumerable many when IsPlain(value.GetType()) => many.Cast<object?>().SelectMany(one => TextsIn(one, depth + 1)),
        _ when value.GetType() is { IsGenericType: true } pair && pair.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) =>
            TextsIn(pair.GetProperty("Key")!.GetValue(value), depth + 1).Concat(TextsIn(pair.GetProperty("Value")!.GetValue(value), depth + 1)),
        _ when value.GetType().Assembly == typeof(ConsoleModule).Assembly && value.GetType() is { IsEnum: false } own =>
            own.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(static property => property.GetIndexParameters().Length == 0 && Holds(property.PropertyType))
                .SelectMany(property => TextsIn(property.GetValue(value), depth + 1)),
        _ => [],
    };

    private static bool IsPlain(Type type) => type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true || type.IsArray || type.Name[0] == '<';

    private static bool Holds(Type type) => type == typeof(Text) || type == typeof(Text?) || (typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(string));

    private static string? FaultOf(Text text) =>
        text.English.Trim().Length == 0 || text.Korean.Trim().Length == 0 ? $"\"{text.English}\" / \"{text.Korean}\" is empty"
        : text.English == text.Korean && !Alike.Contains(text.English) ? $"\"{text.English}\" is the same in both languages"
        : text.English != text.Korean && !Alike.Contains(text.Korean) && Argument().Replace(text.English, "").Any(char.IsAsciiLetter) && !Hangul().IsMatch(text.Korean) ? $"\"{text.Korean}\" has no Korean letter"
        : Hangul().IsMatch(text.English) ? $"\"{text.English}\" has Korean letters"
        : !ArgumentsOf(text.English).SetEquals(ArgumentsOf(text.Korean)) ? $"\"{text.English}\" and \"{text.Korean}\" take different arguments"
        : null;

    private static HashSet<string> ArgumentsOf(string text) => [.. Argument().Matches(text).Select(static match => match.Value)];

    [GeneratedRegex(@"\{[0-9]+[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Argument();

    [GeneratedRegex(@"[\uAC00-\uD7A3]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hangul();
}
