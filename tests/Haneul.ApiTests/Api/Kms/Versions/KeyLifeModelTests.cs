using FsCheck;
using FsCheck.Fluent;
using Haneul.Security.Kms.Keys;
using Haneul.Security.Kms.Versions;
using static Haneul.ApiTests.Api.Kms.Versions.KeyVersionsFixture;

namespace Haneul.ApiTests.Api.Kms.Versions;

/// <summary>Any sequence of calls leaves key and versions as a model says that knows nothing but the tables.</summary>
public sealed class KeyLifeModelTests(KeyVersionsFixture fixture) : IClassFixture<KeyVersionsFixture>
{
    private const string Create = "create";
    private const string Wait = "wait";

    [Fact]
    public void Keys_and_versions_move_as_the_tables_say() =>
        Prop.ForAll(Sequences().ToArbitrary(), steps => FollowsAsync(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    private static Gen<List<(string Action, int Version)>> Sequences()
    {
        var action = Gen.Elements(Create, KeyVersionLife.Deactivate, KeyVersionLife.Schedule, KeyVersionLife.Schedule, KeyVersionLife.Cancel, Wait);
        var step = from what in action from version in Gen.Choose(1, 4) select (what, version);
        return from steps in Gen.ListOf(step) select steps.Take(14).ToList();
    }

    private async Task<bool> FollowsAsync(List<(string Action, int Version)> steps)
    {
        var id = await fixture.NewKeyAsync(more: ""","is_pending_activation":true""");
        var model = new Dictionary<int, KeyVersionState>();
        var keyState = KeyStatus.PreActivation;
        foreach (var (action, version) in steps)
        {
            var activeBefore = model.Values.Count(state => state == KeyVersionState.Active);
            await StepAsync(id, model, action, version);
            var activeAfter = model.Values.Count(state => state == KeyVersionState.Active);
            if (Cause(action, activeBefore, activeAfter) is { } cause)
            {
                Assert.True(KeyLife.Table.Allows(keyState, cause, out var next), $"{keyState}: {cause}");
                keyState = next;
            }

            var key = await fixture.KeyAsync(id);
            Assert.Equal(keyState, key.GetProperty("status").GetString());
            Assert.Equal(model.Values.Count(state => state != KeyVersionState.Destroyed), key.GetProperty("version_count").GetInt32());
            Assert.Equal(model.Count, key.GetProperty("default_version").GetInt32());
            Assert.Equal(
                model.OrderBy(pair => pair.Key).Select(pair => (pair.Key, KeyVersionLife.ToColumns(pair.Value).Status, IsScheduled(pair.Value))), await fixture.VersionsAsync(id));
        }

        return true;
    }

    /// <summary>What a change of the versions is to the key.</summary>
    private static string? Cause(string action, int before, int after) => (action, after - before) switch
    {
        (Create, _) => KeyLife.CreateVersion,
        (_, < 0) => after == 0 ? KeyLife.LoseLastActiveVersion : KeyLife.LoseActiveVersion,
        (_, > 0) => KeyLife.RegainActiveVersion,
        _ => null,
    };

    private static bool IsScheduled(KeyVersionState state) => state is KeyVersionState.ActiveAndScheduled or KeyVersionState.DeactivatedAndScheduled;

    private async Task StepAsync(string id, Dictionary<int, KeyVersionState> model, string action, int version)
    {
        switch (action)
        {
            case Create:
                model[await fixture.NewVersionAsync(id)] = KeyVersionState.Active;
                return;
            case Wait:
                await fixture.AdvanceAsync(TimeSpan.FromSeconds(10));
                foreach (var scheduled in model.Where(pair => IsScheduled(pair.Value)).Select(pair => pair.Key).ToList())
                {
                    model[scheduled] = KeyVersionState.Destroyed;
                }

                return;
        }

        var (status, body) = action switch
        {
            KeyVersionLife.Deactivate => await fixture.DeactivateAsync(id, version),
            KeyVersionLife.Schedule => await fixture.ScheduleAsync(id, version, fixture.Time.GetUtcNow() + TimeSpan.FromSeconds(10)),
            _ => await fixture.CancelAsync(id, version),
        };
        if (!model.TryGetValue(version, out var from))
        {
            Assert.Equal((404, "KeyVersionNotFound"), (status, CodeOf(body)));
        }
        else if (KeyVersionLife.Table.Allows(from, action, out var to))
        {
            Assert.Equal(200, status);
            model[version] = to;
        }
        else
        {
            Assert.Equal((409, "KeyVersionStateConflict"), (status, CodeOf(body)));
        }
    }
}
