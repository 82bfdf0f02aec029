using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Jobs;

namespace Haneul.UnitTests.Jobs;

public sealed class TransitionTableTests
{
    private static readonly TransitionTable<Light> Lights = new(
        "Light",
        [Light.Off],
        [Light.Broken],
        [(Light.Off, "switch", Light.On), (Light.On, "switch", Light.Off), (Light.On, "burn out", Light.Broken)]);

    private enum Light
    {
        Off,
        On,
        Broken,
    }

    [Fact]
    public void What_a_row_allows_leads_where_it_says_and_nothing_else_is_allowed()
    {
        foreach (var from in Enum.GetValues<Light>())
        {
            foreach (var action in new[] { "switch", "burn out", "mend" })
            {
                var row = Lights.Transitions.Where(row => row.From == from && row.Action == action).ToList();
                Assert.Equal(row.Count == 1, Lights.Allows(from, action, out var to));
                Assert.Equal(row.Count == 1 ? row[0].To : default, to);
            }
        }
    }

    [Fact]
    public void A_table_prints_as_a_diagram() => Assert.Equal(
        new StateDiagram("Light", """
            stateDiagram-v2
                [*] --> Off
                Off --> On: switch
                On --> Off: switch
                On --> Broken: burn out
                Broken --> [*]

            """),
        Lights.Diagram);

    [Theory]
    [InlineData("two rows", "a-x>b a-x>a b-y>c")]
    [InlineData("leaves", "a-x>b b-x>c c-x>a")]
    [InlineData("cannot be reached", "a-x>c b-x>c")]
    [InlineData("reaches no terminal", "a-x>c a-y>b")]
    public void A_table_that_cannot_be_right_is_refused(string problem, string rows)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Table(["a"], ["c"], rows));

        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_table_that_is_accepted_ends_from_everywhere_and_nothing_leaves_the_end()
    {
        var (accepted, refused) = (0, 0);
        Prop.ForAll(Rows().ToArbitrary(), rows =>
        {
            TransitionTable<int> table;
            try
            {
                table = new TransitionTable<int>("Numbers", [0], [5], rows);
            }
            catch (ArgumentException)
            {
                refused++;
                return true;
            }

            accepted++;
            return table.States.All(state => table.IsTerminal(state) == !rows.Any(row => row.From == state) && Ends(table, state));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

        Assert.True(accepted > 50 && refused > 50, $"{accepted} accepted, {refused} refused");
    }

    /// <summary>Follows the arrows from a state, breadth first.</summary>
    private static bool Ends(TransitionTable<int> table, int state)
    {
        var (seen, open) = (new HashSet<int> { state }, new Queue<int>([state]));
        while (open.TryDequeue(out var next))
        {
            if (table.IsTerminal(next))
            {
                return true;
            }

            foreach (var action in new[] { "x", "y", "z" })
            {
                if (table.Allows(next, action, out var to) && seen.Add(to))
                {
                    open.Enqueue(to);
                }
            }
        }

        return false;
    }

    /// <summary>Rows from 0 to 4 upward or back, so that a fair part of the tables is right.</summary>
    private static Gen<(int From, string Action, int To)[]> Rows() =>
        from more in Gen.ArrayOf(
            from start in Gen.Choose(0, 4)
            from action in Gen.Elements("y", "z")
            from end in Gen.Choose(0, 5)
            select (start, action, end))
        from length in Gen.Choose(3, 5)
        select Enumerable.Range(0, length).Select(state => (From: state, Action: "x", To: state + 1)).Concat(more.Take(3)).ToArray();

    private static TransitionTable<string> Table(string[] initial, string[] terminal, string rows) => new(
        "Words", initial, terminal, [.. rows.Split(' ').Select(row => (row[..1], row[2..3], row[4..]))]);
}
