using Haneul.ApiTests.Access.Personas;

namespace Haneul.ApiTests.Access.Explanation;

/// <summary>What ExplainAccess says of operations of IAM is what happens when they are called: every kind of caller at every operation.</summary>
public sealed class ExplainedPolicyTests(PersonaWorld world) : IClassFixture<PersonaWorld>
{
    public static TheoryData<string> Names =>
    [
        "System admin", "System reader", "Domain admin", "Domain manager", "Domain reader", "Domain org_reader", "Project admin", "Project member", "Project project_admin", "Project iam_project_viewer",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_decision_is_what_the_call_meets(string name)
    {
        var caller = await world.CreateAsync(KeystonePersona.All.Single(persona => persona.Name == name));
        var standing = new Filling(world.NewName(), IsFresh: false);
        var scope = caller.Persona.Scope switch
        {
            RoleScope.System => "\"system\":true",
            RoleScope.Domain => $"\"organisation_id\":\"{await world.Own.FillAsync("{domain}", standing)}\"",
            _ => $"\"project_id\":\"{await world.Own.FillAsync("{project}", standing)}\"",
        };
        var userId = await caller.Self.FillAsync("{user}", standing);
        var admin = await world.AdminTokenAsync();
        var (wrong, decided, made) = (new List<string>(), new HashSet<bool?>(), 0);
        foreach (var row in PersonaTables.Operations.Where(static row => row.Before.Length == 0 && row.Request.Subject is null))
        {
            var explained = await Explained.AskAsync(world, admin, $$$"""{"subject":{"user_id":"{{{userId}}}"},"operation":"iam.{{{row.OperationId}}}",{{{scope}}}}""");
            decided.Add(explained.Allowed);
            if (explained.Allowed != false && row.Request.Method != HttpMethod.Get)
            {
                continue; // It would change what the other calls meet; the matrix of personas makes those calls.
            }

            made++;
            var body = row.Request.Body is null ? null : await world.Own.FillAsync(row.Request.Body, standing);
            var status = await world.SendAsync(row.Request.Method, await world.Own.FillAsync(row.Request.Path, standing), caller.Token, subject: null, body);
            if (explained.FaultFor(status) is { } fault)
            {
                wrong.Add($"{row.OperationId} ({row.Policy}): {fault}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(made > 60, $"Only {made} calls were made.");
        Assert.True(decided.Count > 1, "Every decision was the same.");
    }
}
