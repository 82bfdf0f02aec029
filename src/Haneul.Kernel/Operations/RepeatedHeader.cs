using Microsoft.Extensions.Primitives;

namespace Haneul.Kernel.Operations;

/// <summary>Headers that carry one token. The official client may send one twice; two equal ones are one (contracts/SUMMARY.md section 2).</summary>
public static class RepeatedHeader
{
    /// <summary>The one value of the header, empty if it was not sent; false if it was sent with different values.</summary>
    public static bool TryRead(StringValues header, out string value)
    {
        value = header.Count > 0 ? header[0] ?? "" : "";
        for (var index = 1; index < header.Count; index++)
        {
            if (!string.Equals(header[index], value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
