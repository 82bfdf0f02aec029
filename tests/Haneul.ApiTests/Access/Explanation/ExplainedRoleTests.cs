using System.Text.Json;
using Haneul.ApiTests.Access.Secrets;

namespace Haneul.ApiTests.Access.Explanation;

/// <summary>What ExplainAccess says of operations on secrets and keys is what happens when they are called: with and without access control, by password, access key and service account.</summary>
public sealed class ExplainedRoleTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    public static TheoryData<string> Names =>
    [
        "project_admin", "project_reader", "secrets_manager_writer", "kms_user", "iam_project_admin", "access key of a project_admin", "access key with access rules", "service account",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_decision_is_what_the_call_meets(string name)
    {
        var caller = await world.CreateAsync(MatrixPersona.All.Single(persona => persona.Name == name));
        var subject = await SubjectOfAsync(caller.Token!);
        var (wrong, decided, refusedByList) = (new List<string>(), new HashSet<bool?>(), 0);
        foreach (var row in MatrixTables.Rows)
        {
            foreach (var standing in row.Kind is null ? [Standing.Open] : caller.Persona.Standings)
            {
                var resource = row.Kind is null ? null : await caller.Place.LastingAsync(row.Kind, standing);
                var about = resource is null || !row.IsByPath ? "" : $",\"resource_id\":\"{resource.Id}\"";

                // Everybody may ask about themselves, be it an access key about itself: unless its access rules know no such call.
                var asker = caller.Persona.Kind == CallerKind.RuledAccessKey ? await world.AdminTokenAsync() : caller.Token!;
                var explained = await Explained.AskAsync(world, asker, $"{subject},\"operation\":\"{row.Operation}\"{about}}}");
                decided.Add(explained.Allowed);
                refusedByList += explained.Codes.Contains("not_on_access_list") ? 1 : 0;
                if (explained.Allowed != false && row.Before is not null)
                {
                    continue; // It would change what the other calls meet; the matrix of secrets makes those calls.
                }

                using var request = new HttpRequestMessage(row.Method, caller.Place.Fill(row.Path, resource));
                request.Headers.Add("X-Auth-Token", caller.Token);
                request.Content = row.Body is null ? null : new StringContent(caller.Place.Fill(row.Body, resource), System.Text.Encoding.UTF8, "application/json");
                using var response = await world.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                if (explained.FaultFor((int)response.StatusCode) is { } fault)
                {
                    wrong.Add($"{row.Operation}, {standing}: {fault}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Contains(false, decided);
        Assert.True(decided.Count > 1 || name == "iam_project_admin", "Every decision was the same.");
        Assert.True(refusedByList > 0 || caller.Persona.Kind == CallerKind.RuledAccessKey || name == "iam_project_admin", "No list has refused.");
    }

    /// <summary>The start of a question about whoever a token is for.</summary>
    private async Task<string> SubjectOfAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/identity/v3/auth/tokens");
        request.Headers.Add("X-Auth-Token", await world.AdminTokenAsync());
        request.Headers.Add("X-Subject-Token", token);
        request.Headers.Add("OpenStack-Identity-Access-Rules", "1.0"); // Without it a token with access rules is not shown.
        using var response = await world.Http.SendAsync(request);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("token");
        return body.TryGetProperty("application_credential", out var key)
            ? $"{{\"subject\":{{\"access_key_id\":\"{key.GetProperty("id").GetString()}\"}}"
            : $"{{\"subject\":{{\"user_id\":\"{body.GetProperty("user").GetProperty("id").GetString()}\"}},\"project_id\":\"{body.GetProperty("project").GetProperty("id").GetString()}\"";
    }
}
