using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager;

/// <summary>
/// Learns of every change of a secret in the transaction that makes it, so that what it notes and the change are both kept or neither.
/// Registered as a singleton by whoever needs it.
/// </summary>
internal interface ISecretObserver
{
    /// <summary>Notes a change. The rules of <see cref="IDatabase.WriteAsync{T}"/> hold: nothing but statements of the transaction.</summary>
    /// <param name="transaction">The transaction of the change.</param>
    /// <param name="call">The call that makes it; null for a job.</param>
    /// <param name="change">The change.</param>
    ValueTask OnChangedAsync(ITransaction transaction, Call? call, SecretChange change);
}

/// <summary>All observers.</summary>
internal sealed class SecretObservers(IEnumerable<ISecretObserver> observers)
{
    private readonly ISecretObserver[] _observers = [.. observers];

    /// <summary>Tells each of a change.</summary>
    public async ValueTask TellAsync(ITransaction transaction, Call? call, SecretChange change)
    {
        foreach (var observer in _observers)
        {
            await observer.OnChangedAsync(transaction, call, change);
        }
    }
}
