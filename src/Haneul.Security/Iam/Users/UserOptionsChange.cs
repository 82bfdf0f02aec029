using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>
/// The options in the body of a user: those that it names are set, or taken off by null, and the others stay as they are. As in Keystone an option that does not
/// exist is an error, because one that was misspelled would otherwise protect nobody.
/// </summary>
/// <param name="Given">The options with their new values.</param>
/// <param name="Named">The names that the body has.</param>
internal sealed record UserOptionsChange(UserOptions Given, IReadOnlySet<string> Named)
{
    private const string IgnoreFirstUse = "ignore_change_password_upon_first_use";
    private const string IgnoreExpiry = "ignore_password_expiry";
    private const string IgnoreLockout = "ignore_lockout_failure_attempts";
    private const string LockPassword = "lock_password";
    private const string IgnoreInactivity = "ignore_user_inactivity";
    private const string MultiFactorEnabled = "multi_factor_auth_enabled";
    private const string MultiFactorRules = "multi_factor_auth_rules";
    private const string NoOptions = "{}";
    private const int MostRules = 64;
    private const int MostMethods = 16;
    private const int LongestMethod = 64;

    private static readonly FrozenSet<string> Names =
        [IgnoreFirstUse, IgnoreExpiry, IgnoreLockout, LockPassword, IgnoreInactivity, MultiFactorEnabled, MultiFactorRules];

    private static readonly SearchValues<char> MethodCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>Reads <c>options</c> of a user; null if the body names none.</summary>
    public static UserOptionsChange? Read(JsonFields user)
    {
        if (user.OptionalObject("options") is not { } options)
        {
            return null;
        }

        var given = new UserOptions
        {
            IgnoreChangePasswordUponFirstUse = options.OptionalBoolean(IgnoreFirstUse),
            IgnorePasswordExpiry = options.OptionalBoolean(IgnoreExpiry),
            IgnoreLockoutFailureAttempts = options.OptionalBoolean(IgnoreLockout),
            LockPassword = options.OptionalBoolean(LockPassword),
            IgnoreUserInactivity = options.OptionalBoolean(IgnoreInactivity),
            MultiFactorAuthEnabled = options.OptionalBoolean(MultiFactorEnabled),
            MultiFactorAuthRules = ReadRules(options),
        };
        options.RefuseRemaining();
        return new(given, Names.Where(options.Has).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The options of a column.</summary>
    public static UserOptions Parse(string column) =>
        column == NoOptions ? UserOptions.None : JsonSerializer.Deserialize(column, UsersJson.Default.UserOptions) ?? UserOptions.None;

    /// <summary>The text of the column.</summary>
    public static string ToColumn(UserOptions options) => JsonSerializer.Serialize(options, UsersJson.Default.UserOptions);

    /// <summary>The options after the change.</summary>
    public UserOptions ApplyTo(UserOptions old) => new()
    {
        IgnoreChangePasswordUponFirstUse = After(IgnoreFirstUse, static options => options.IgnoreChangePasswordUponFirstUse, old),
        IgnorePasswordExpiry = After(IgnoreExpiry, static options => options.IgnorePasswordExpiry, old),
        IgnoreLockoutFailureAttempts = After(IgnoreLockout, static options => options.IgnoreLockoutFailureAttempts, old),
        LockPassword = After(LockPassword, static options => options.LockPassword, old),
        IgnoreUserInactivity = After(IgnoreInactivity, static options => options.IgnoreUserInactivity, old),
        MultiFactorAuthEnabled = After(MultiFactorEnabled, static options => options.MultiFactorAuthEnabled, old),
        MultiFactorAuthRules = After(MultiFactorRules, static options => options.MultiFactorAuthRules, old),
    };

    private static List<IReadOnlyList<string>>? ReadRules(JsonFields options)
    {
        if (!options.Has(MultiFactorRules))
        {
            return null;
        }

        var value = options.RequiredValue(MultiFactorRules)!.Value;
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (TryReadRules(value, out var rules))
        {
            return rules;
        }

        options.AddProblem(MultiFactorRules, $"must be a list of at most {MostRules} different lists, each of 1 to {MostMethods} different names of methods");
        return null;
    }

    private static bool TryReadRules(JsonElement value, out List<IReadOnlyList<string>> rules)
    {
        rules = [];
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MostRules)
        {
            return false;
        }

        // Two rules of the same methods are one, in whatever order they stand.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in value.EnumerateArray())
        {
            if (rule.ValueKind != JsonValueKind.Array || rule.GetArrayLength() is 0 or > MostMethods || rule.EnumerateArray().Any(static method => !IsMethod(method)))
            {
                return false;
            }

            string[] methods = [.. rule.EnumerateArray().Select(static method => method.GetString()!)];
            if (methods.Distinct(StringComparer.Ordinal).Count() < methods.Length || !seen.Add(string.Join(',', methods.Order(StringComparer.Ordinal))))
            {
                return false;
            }

            rules.Add(methods);
        }

        return true;
    }

    // Names of methods are of these characters only, which also keeps out what JSON calls a string and is no text.
    private static bool IsMethod(JsonElement value) => value.ValueKind == JsonValueKind.String
        && value.GetRawText() is { Length: > 2 and <= LongestMethod + 2 } raw
        && raw.AsSpan(1, raw.Length - 2).IndexOfAnyExcept(MethodCharacters) < 0;

    private T After<T>(string name, Func<UserOptions, T> value, UserOptions old) => value(Named.Contains(name) ? Given : old);
}
