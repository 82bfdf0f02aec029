using System.Buffers;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Values.Pinning;

/// <summary>The name of a pin: which consumer holds to a version.</summary>
internal static class PinName
{
    public const int MostCharacters = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Checks a name in a path; what is wrong with it is left in <paramref name="query"/>.</summary>
    public static void Check(QueryFields query, string name)
    {
        if (name.Length > MostCharacters || name.AsSpan().ContainsAnyExcept(Allowed))
        {
            query.AddProblem("name", $"must have 1 to {MostCharacters} of the letters a to z and A to Z, digits, '-', '_' and '.'");
        }
    }
}
