using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Haneul.Kernel.Jobs;

/// <summary>
/// The life of a resource as data: which action leads from which state to which. What the table does not have is not allowed. The same table answers calls,
/// drives jobs and is printed in docs/generated. A table that cannot be right is refused where it is made, which is at start.
/// </summary>
/// <typeparam name="TState">The states: an enumeration, or the words of the wire.</typeparam>
public sealed class TransitionTable<TState>
    where TState : notnull
{
    private readonly Dictionary<(TState From, string Action), TState> _transitions = [];
    private readonly Func<TState, string> _nameOf;

    /// <param name="title">What goes through these states: <c>Key version</c>.</param>
    /// <param name="initial">The states in which it may begin.</param>
    /// <param name="terminal">The states that nothing leaves; empty when there are none.</param>
    /// <param name="transitions">The rows.</param>
    /// <param name="nameOf">The name of a state in the diagram; its text by default.</param>
    /// <exception cref="ArgumentException">Two rows have the same state and action, something leaves a terminal state, a state cannot be reached or reaches no terminal one.</exception>
    public TransitionTable(
        string title,
        IReadOnlyList<TState> initial,
        IReadOnlyList<TState> terminal,
        IReadOnlyList<(TState From, string Action, TState To)> transitions,
        Func<TState, string>? nameOf = null)
    {
        Title = title;
        Initial = initial;
        Terminal = terminal;
        Transitions = transitions;
        _nameOf = nameOf ?? (static state => state.ToString()!);
        foreach (var (from, action, to) in transitions)
        {
            Require(_transitions.TryAdd((from, action), to), from, $"has two rows for '{action}'");
            Require(!terminal.Contains(from), from, "is terminal and has a row that leaves it");
        }

        States = [.. initial.Concat(terminal).Concat(transitions.SelectMany(row => new[] { row.From, row.To })).Distinct()];
        var reachable = Closure(initial, static row => row.From, static row => row.To);
        var ending = Closure(terminal, static row => row.To, static row => row.From);
        foreach (var state in States)
        {
            Require(reachable.Contains(state), state, "cannot be reached");
            Require(terminal.Count == 0 || ending.Contains(state), state, "reaches no terminal state");
        }
    }

    /// <summary>What goes through these states.</summary>
    public string Title { get; }

    /// <summary>The states in which it may begin.</summary>
    public IReadOnlyList<TState> Initial { get; }

    /// <summary>The states that nothing leaves.</summary>
    public IReadOnlyList<TState> Terminal { get; }

    /// <summary>Every state.</summary>
    public IReadOnlyList<TState> States { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<(TState From, string Action, TState To)> Transitions { get; }

    /// <summary>The table as a picture, for the generated documents.</summary>
    public StateDiagram Diagram => new(Title, ToMermaid());

    /// <summary>Whether an action is allowed in a state, and where it leads.</summary>
    public bool Allows(TState from, string action, [MaybeNullWhen(false)] out TState to) => _transitions.TryGetValue((from, action), out to);

    /// <summary>Whether nothing leaves the state.</summary>
    public bool IsTerminal(TState state) => Terminal.Contains(state);

    /// <summary>The table in the language of Mermaid's state diagrams.</summary>
    public string ToMermaid()
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var state in Initial)
        {
            text.Append($"    [*] --> {_nameOf(state)}\n");
        }

        foreach (var (from, action, to) in Transitions)
        {
            text.Append($"    {_nameOf(from)} --> {_nameOf(to)}: {action}\n");
        }

        foreach (var state in Terminal)
        {
            text.Append($"    {_nameOf(state)} --> [*]\n");
        }

        return text.ToString();
    }

    private HashSet<TState> Closure(
        IReadOnlyList<TState> seeds, Func<(TState From, string Action, TState To), TState> before, Func<(TState From, string Action, TState To), TState> after)
    {
        var found = seeds.ToHashSet();
        var count = 0;
        while (count != found.Count)
        {
            count = found.Count;
            found.UnionWith(Transitions.Where(row => found.Contains(before(row))).Select(after).ToList());
        }

        return found;
    }

    private void Require(bool condition, TState state, string problem)
    {
        if (!condition)
        {
            throw new ArgumentException($"{Title}: the state {_nameOf(state)} {problem}.");
        }
    }
}

/// <summary>A transition table as a picture.</summary>
/// <param name="Title">What goes through its states.</param>
/// <param name="Mermaid">The text of the diagram.</param>
public sealed record StateDiagram(string Title, string Mermaid);
