namespace Haneul.Kernel.Storage;

/// <summary>Who wants to know how a transaction ends. Each is told once.</summary>
internal sealed class TransactionEndings
{
    private List<Action<TransactionEnd>>? _told;

    /// <summary>Adds one.</summary>
    public void Add(Action<TransactionEnd> told) => (_told ??= []).Add(told);

    /// <summary>Tells them all; a second call tells nobody.</summary>
    public void Tell(TransactionEnd end)
    {
        var told = _told;
        _told = null;
        told?.ForEach(told => told(end));
    }
}
