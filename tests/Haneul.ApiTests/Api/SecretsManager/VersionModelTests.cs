using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>Any sequence of calls, with time passing in between, leaves a secret as a simple model of it says.</summary>
public sealed class VersionModelTests(WithoutWaitFixture fixture) : IClassFixture<WithoutWaitFixture>
{
    private static readonly string[] Steps =
    [
        "CreateSecretVersion", "ActivateSecretVersion", "DeactivateSecretVersion", "DestroySecretVersion", "ScheduleSecretVersionDestruction",
        "CancelScheduledSecretVersionDestruction", "wait", "DeleteSecret",
    ];

    [Fact]
    public void Any_sequence_of_calls_follows_the_model()
    {
        var sequences =
            from length in Gen.Choose(5, 25)
            from steps in Gen.ArrayOf(
                from step in Gen.Frequency((5, Gen.Elements(Steps[..6])), (1, Gen.Elements(Steps[6..])))
                from version in Gen.Choose(1, 4)
                from minutes in Gen.Choose(1, 20)
                select new Step(step, version, minutes), length)
            select steps;
        Prop.ForAll(sequences.ToArbitrary(), steps => FollowsAsync(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    private async Task<bool> FollowsAsync(Step[] steps)
    {
        // A token of its own: time passes.
        var token = await fixture.SignInAsync(fixture.Admin.AccessKeyId, fixture.Admin.AccessKeySecret);
        var id = await fixture.CreateSecretAsync(token, "1", SecretCalls.NewName());
        var model = new Model();
        foreach (var step in steps)
        {
            var expected = model.Make(step, fixture.Time.GetUtcNow());
            Assert.Equal((step, expected), (step, await MakeAsync(token, id, step)));
            if (model.IsDeleted)
            {
                Assert.Equal(404, (await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", token)).Status);
                return true;
            }

            var versions = (await fixture.VersionsAsync(token, id)).Select(version => (
                version.GetProperty("status").GetString()!, version.GetProperty("resolved_destruction_at").ValueKind != JsonValueKind.Null));
            Assert.Equal(model.Versions.Select(version => (version.State == "Scheduled" ? "Deactivated" : version.State, version.State == "Scheduled")), versions);
            var secret = await fixture.SecretAsync(token, id);
            Assert.Equal(model.Versions.Count, secret.GetProperty("default_version").GetInt32());
            Assert.Equal(model.Versions.Count(version => version.State != "Destroyed"), secret.GetProperty("version_count").GetInt32());
            Assert.Equal(model.Versions.Exists(version => version.State == "Active") ? "Active" : "Deactivated", secret.GetProperty("status").GetString());
            var read = (await fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/{model.Versions.Count}/value", token)).Status;
            Assert.Equal(model.Versions[^1].State == "Active" ? 200 : 409, read);
        }

        return true;
    }

    private async Task<int> MakeAsync(string token, string id, Step step)
    {
        switch (step.Name)
        {
            case "wait":
                fixture.Time.Advance(TimeSpan.FromMinutes(step.Minutes));
                await fixture.RunDueJobsAsync();
                return 0;
            case "CreateSecretVersion":
                return (await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", token, SecretCalls.NewVersion("1"))).Status;
            case "DeleteSecret":
                return (await fixture.CallAsync("DeleteSecret", HttpMethod.Delete, $"/{id}", token)).Status;
            default:
                return (await fixture.MoveAsync(token, id, step.Version, step.Name, fixture.Time.GetUtcNow().AddMinutes(step.Minutes))).Status;
        }
    }

    private sealed record Step(string Name, int Version, int Minutes);

    private sealed class Model
    {
        public List<(string State, DateTimeOffset Due)> Versions { get; } = [("Active", default)];

        public bool IsDeleted { get; private set; }

        /// <summary>Makes the step and gives the status that a call must answer.</summary>
        public int Make(Step step, DateTimeOffset now)
        {
            switch (step.Name)
            {
                case "wait":
                    var later = now.AddMinutes(step.Minutes);
                    for (var index = 0; index < Versions.Count; index++)
                    {
                        Versions[index] = Versions[index].State == "Scheduled" && Versions[index].Due <= later ? ("Destroyed", default) : Versions[index];
                    }

                    return 0;
                case "CreateSecretVersion":
                    Versions.Add(("Active", default));
                    return 201;
                case "DeleteSecret":
                    IsDeleted = Versions.TrueForAll(version => version.State == "Destroyed");
                    return IsDeleted ? 204 : 409;
                default:
                    return step.Version > Versions.Count ? 404 : Move(step, now);
            }
        }

        private int Move(Step step, DateTimeOffset now)
        {
            var from = Versions[step.Version - 1].State;
            var to = (from, step.Name) switch
            {
                ("Active", "DeactivateSecretVersion") => "Deactivated",
                ("Deactivated", "ActivateSecretVersion") => "Active",
                ("Scheduled", "CancelScheduledSecretVersionDestruction") => "Deactivated",
                (not "Destroyed", "ScheduleSecretVersionDestruction") => "Scheduled",
                (not "Destroyed", "DestroySecretVersion") => "Destroyed",
                _ => null,
            };
            if (to is null)
            {
                return 409;
            }

            Versions[step.Version - 1] = (to, now.AddMinutes(step.Minutes));
            return to == "Destroyed" ? 204 : 200;
        }
    }
}
