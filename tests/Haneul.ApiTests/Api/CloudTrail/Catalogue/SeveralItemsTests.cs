using System.Globalization;
using Haneul.ApiTests.Access.Secrets;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>A call that names several things leaves an event for each, all under its own request id, and each tells what became of that one.</summary>
public sealed class SeveralItemsTests(WalkWorld world) : IClassFixture<WalkWorld>
{
    private const string Secrets = "/secrets-manager/api/v1/secrets";
    private const string Extension = "/secrets-manager/haneul/v1/secrets-manager";
    private const string Keys = "/kms/api/v1/keys";
    private const string Unknown = "019a0000-0000-7000-8000-00000000dead";

    /// <summary>Operation, what its two resources are and what is done to them before, the request, and the status of each event.</summary>
    public static TheoryData<string, string, string, string, string, int[]> Calls => new()
    {
        { "secrets-manager.BulkDeleteSecrets", "secret", "destroy", $"POST {Secrets}/deletions", $$$"""{"secrets":{"ids":["{a}","{{{Unknown}}}","{b}"]}}""", [200, 404, 200] },
        { "secrets-manager.ReadSecretValues", "secret", "fresh", $"POST {Extension}/values", $$$"""{"values":{"secrets":[{"id":"{a}"},{"id":"{b}","version":7},{"id":"{{{Unknown}}}"}]}}""", [200, 404, 404] },
        { "secrets-manager.ExportSecrets", "secret", "fresh", $"POST {Extension}/exports", """{"export":{"format":"json","secrets":["{a}","{b}"]}}""", [200, 200] },
        { "secrets-manager.CompareSecretVersions", "secret", "second", $"GET {Extension}/secrets/{{a}}/versions/1/difference/2", "", [200, 200] },
        { "secrets-manager.BulkDeactivateSecretVersions", "secret", "second", $"PATCH {Secrets}/{{a}}/versions/deactivate", """{"versions":{"versions":[1,2,3]}}""", [200, 200, 404] },
        { "secrets-manager.BulkDestroySecretVersions", "secret", "second", $"PATCH {Secrets}/{{a}}/versions/destroy", """{"versions":{"versions":[1,2,3]}}""", [200, 200, 404] },
        { "secrets-manager.BulkScheduleSecretVersionDestruction", "secret", "second", $"PATCH {Secrets}/{{a}}/versions/schedule-destroy", """{"versions":{"versions":[2,3],"destruction_scheduled_at":"{at}"}}""", [200, 404] },
        { "secrets-manager.BulkCancelScheduledSecretVersionDestruction", "secret", "schedule", $"PATCH {Secrets}/{{a}}/versions/cancel-schedule-destroy", """{"versions":{"versions":[1,3]}}""", [200, 404] },
        { "kms.BulkDeleteUserKeys", "aes", "pending", $"POST {Keys}/deletions", $$$"""{"keys":{"ids":["{a}","{b}","{{{Unknown}}}"]}}""", [200, 200, 404] },
        { "kms.BulkScheduleKeyVersionDestruction", "aes", "fresh", $"PATCH {Keys}/{{a}}/versions/schedule-destroy", """{"versions":{"versions":[1,3],"destruction_scheduled_at":"{at}"}}""", [200, 404] },
        { "kms.BulkCancelScheduledKeyVersionDestruction", "aes", "schedule", $"PATCH {Keys}/{{a}}/versions/cancel-schedule-destroy", """{"versions":{"versions":[1,3]}}""", [200, 404] },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Each_thing_has_its_event(string operation, string kind, string before, string request, string body, int[] statuses)
    {
        var (a, b) = (await MakeAsync(kind, before), await MakeAsync(kind, before));
        string Fill(string text) => world.Place.Fill(text.Replace("{a}", a.Id, StringComparison.Ordinal).Replace("{b}", b.Id, StringComparison.Ordinal), null);

        var events = await CallAsync(operation, request, Fill, body, statuses.Length);

        Assert.Equal(statuses, events.Select(static each => each.Status));
        Assert.Equal(
            statuses.Select(static status => (int)(status < 400 ? TrailResult.Success : TrailResult.Failed)), events.Select(static each => each.Result));
        Assert.All(events, each => Assert.Equal(each.Status >= 400, each.AdditionalInfo?.Contains("\"error_code\"", StringComparison.Ordinal) == true));
        var named = events.Select(TrailReading.ResourceIdOf).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(new[] { a.Id, b.Id, Unknown }.Where(id => Fill($"{request} {body}").Contains(id, StringComparison.Ordinal)).Order(StringComparer.Ordinal), named);
    }

    [Fact]
    public async Task An_import_tells_of_each_secret_what_was_done_to_it()
    {
        var known = await MakeAsync("secret", "fresh");
        var name = world.NewName();

        var events = await CallAsync(
            "secrets-manager.ImportSecrets", $"POST {Extension}/imports", static text => text,
            $$$"""{"import":{"format":"json","content":"{\"{{{name}}}\":\"z\",\"{{{known.Name}}}\":\"z\"}","on_collision":"new_version"}}""", 2);

        Assert.Equal(
            [("Create Secret", "Secret", name), ("Create Secret Version", "Secret Version", known.Name)],
            events.Select(static each => (each.Kind.EventName, each.Kind.ResourceType, each.ResourceName!)).Order());
    }

    [Fact]
    public void Every_operation_that_makes_an_event_for_each_thing_is_tried()
    {
        var operations = EventPage.Of(world.Services).Operations.Where(static rows => rows.Any(static row => row.IsPerItem)).Select(static rows => rows.Key);

        Assert.Equal(operations.Order(StringComparer.Ordinal), Calls.Select(static row => row.Data.Item1).Append("secrets-manager.ImportSecrets").Order(StringComparer.Ordinal));
    }

    private async Task<IReadOnlyList<Haneul.Security.CloudTrail.StoredEvent>> CallAsync(string operation, string request, Func<string, string> fill, string body, int count)
    {
        var words = fill(request).Split(' ');
        var before = await TrailReading.LastAsync(world);

        var faults = await new WalkCheck(world).TryAsync(new WalkRequest(operation, new HttpMethod(words[0]), words[1], world.Keeper)
        {
            Body = body.Length == 0 ? null : fill(body),
            Items = count,
            IsExpected = static status => status == 200,
        });

        Assert.Empty(faults);
        return await TrailReading.AfterAsync(world, before);
    }

    private async Task<MatrixResource> MakeAsync(string kind, string before)
    {
        var made = await world.Place.MakeAsync(kind, Standing.Owner, before == "second" ? "fresh" : before);
        if (before == "second")
        {
            var (status, _) = await world.CallAsync(
                HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"{Secrets}/{made.Id}/versions"), world.Keeper.Token, """{"version":{"secret":"another"}}""");
            Assert.Equal(201, status);
        }

        return made;
    }
}
