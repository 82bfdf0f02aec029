using System.Globalization;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Kms.Versions;

/// <summary>The number of a version in a path, which the contract types as a string.</summary>
internal static class KeyVersionPath
{
    /// <summary>The number; what is wrong with it is left in <paramref name="query"/>, beside what is wrong with the parameters.</summary>
    public static int Read(string version, QueryFields query)
    {
        // One spelling per number: two would be one version at two addresses.
        if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && version[0] != '0')
        {
            return number;
        }

        query.AddProblem("version", $"must be a whole number from 1 to {int.MaxValue}");
        return 0;
    }
}
