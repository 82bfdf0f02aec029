using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Storage;

/// <summary>Any sequence of commands leaves the database as it leaves a dictionary.</summary>
public abstract class DatabaseModelContract(DatabaseEngine engine) : StorageContract(engine)
{
    public enum Verb
    {
        Append,
        Upsert,
        UpsertAndRollBack,
        UpsertAndThrow,
        CompareAndSet,
        Delete,
    }

    [Fact]
    public void Any_sequence_of_commands_agrees_with_the_model()
    {
        var command = from verb in Gen.Elements(Enum.GetValues<Verb>())
                      from key in Gen.Choose(0, 4)
                      from value in Gen.Choose(0, 9)
                      select new Command(verb, $"k{key}", value);
        var runs = Gen.ListOf(command).ToArbitrary();

        Prop.ForAll(runs, commands => RunAsync([.. commands]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private async Task<bool> RunAsync(Command[] commands)
    {
        await WriteAsync($"DELETE FROM things");
        var model = new SortedDictionary<string, (long Value, long Version)>(StringComparer.Ordinal);
        foreach (var (verb, key, value) in commands)
        {
            Sql upsert = $"""
                INSERT INTO things (id, project_id, size) VALUES ({key}, {"p"}, {value})
                ON CONFLICT (id) DO UPDATE SET size = excluded.size, version = things.version + 1
                """;
            switch (verb)
            {
                case Verb.Append:
                    await AppendAsync($"INSERT INTO things (id, project_id, size) VALUES ({key}, {"p"}, {value}) ON CONFLICT DO NOTHING");
                    model.TryAdd(key, (value, 1));
                    break;
                case Verb.Upsert:
                    await WriteAsync(upsert);
                    model[key] = (value, model.TryGetValue(key, out var old) ? old.Version + 1 : 1);
                    break;
                case Verb.UpsertAndRollBack:
                    await Database.WriteAsync(async tx =>
                    {
                        tx.RollBack();
                        return await tx.ExecuteAsync(upsert);
                    });
                    break;
                case Verb.UpsertAndThrow:
                    await Assert.ThrowsAsync<FormatException>(async () => await Database.WriteAsync<int>(async tx =>
                    {
                        await tx.ExecuteAsync(upsert);
                        throw new FormatException();
                    }));
                    break;
                case Verb.CompareAndSet:
                    // The value doubles as the expected version, so that about every other attempt fits.
                    var changed = await WriteAsync($"UPDATE things SET size = {value}, version = version + 1 WHERE id = {key} AND version = {value}");
                    if (changed > 0)
                    {
                        Assert.Equal(value, model[key].Version);
                        model[key] = (value, value + 1);
                    }
                    else
                    {
                        Assert.False(model.TryGetValue(key, out var current) && current.Version == value);
                    }

                    break;
                default:
                    Assert.Equal(model.Remove(key) ? 1 : 0, await WriteAsync($"DELETE FROM things WHERE id = {key}"));
                    break;
            }
        }

        var rows = await Database.ReadAsync(db => db.QueryAsync(
            $"SELECT id, size, version FROM things ORDER BY id", row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2))));
        return rows.SequenceEqual(model.Select(entry => (entry.Key, entry.Value.Value, entry.Value.Version)));
    }

    private sealed record Command(Verb Verb, string Key, int Value);
}

public sealed class SqliteDatabaseModel() : DatabaseModelContract(DatabaseEngine.Sqlite);

public sealed class PostgresDatabaseModel() : DatabaseModelContract(DatabaseEngine.Postgres);
