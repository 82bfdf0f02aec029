using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Transfer;

/// <summary>Pieces of statements.</summary>
internal static class TransferSql
{
    /// <summary>The values of a list, for <c>IN</c>.</summary>
    public static Sql List(IEnumerable<string> values)
    {
        var list = Sql.Empty;
        var isFirst = true;
        foreach (var value in values)
        {
            if (!isFirst)
            {
                list.AppendLiteral(", ");
            }

            list.AppendFormatted(value);
            isFirst = false;
        }

        return list;
    }
}
