using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Retention;

/// <summary>Rows that were made of the events of an era, such as those of an index, and go with them. Registered as a singleton.</summary>
internal interface IEraData
{
    /// <summary>The lowest era that has such rows, from one to another; null if none has.</summary>
    ValueTask<long?> FindAsync(IDatabaseSession session, long firstEra, long lastEra);

    /// <summary>Removes about so many rows of an era, in such an order that what remains is found again; the number of rows removed, 0 when there are no more.</summary>
    ValueTask<int> RemoveAsync(ITransaction transaction, long era, int most);
}
