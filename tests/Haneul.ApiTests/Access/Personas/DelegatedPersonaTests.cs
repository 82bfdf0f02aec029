namespace Haneul.ApiTests.Access.Personas;

/// <summary>
/// The difference from Keystone that goes through all tables: whatever the user of an access key may do, its token changes nothing in IAM (decisions.md, delegated tokens).
/// Trusts and OAuth1 have attack tests of their own.
/// </summary>
public sealed class DelegatedPersonaTests(PersonaWorld world) : IClassFixture<PersonaWorld>
{
    // Asking whose signature it is, or what somebody may do, changes nothing, though it is a POST.
    private static readonly string[] Asking = ["s3tokens_validate", "explain_access"];

    [Theory]
    [InlineData("Project admin")]
    [InlineData("Project project_admin")]
    public async Task An_access_key_changes_nothing_in_IAM(string name)
    {
        var caller = await world.CreateAsync(KeystonePersona.All.Single(persona => persona.Name == name));
        var (status, body) = await world.CallAsync(
            HttpMethod.Post,
            await caller.Self.FillAsync("/identity/v3/users/{user}/application_credentials", Standing),
            caller.Token,
            """{"application_credential":{"name":"key"}}""");
        Assert.Equal(201, status);
        var key = body.GetProperty("application_credential");
        var token = await world.SignInAsync(key.GetProperty("id").GetString()!, key.GetProperty("secret").GetString()!);
        var wrong = new List<string>();
        var calls = 0;

        foreach (var row in PersonaTables.Operations.Where(static row => row.Request.Method.Method is not ("GET" or "HEAD") && !Asking.Contains(row.Policy)))
        {
            foreach (var place in row.Request.Targets.Any(TargetPlace.IsOfUser) ? new[] { world.Own, caller.Self } : [world.Own])
            {
                calls++;
                var filling = Standing;
                var path = await place.FillAsync(row.Request.Path, filling);
                var subject = row.Request.Subject is null ? null : await place.FillAsync(row.Request.Subject, filling);
                var json = row.Request.Body is null ? null : await place.FillAsync(row.Request.Body, filling);

                // Signing one's own tokens out is everybody's.
                var expected = row.OperationId == "RevokeToken" && place == caller.Self ? 204 : 403;
                var answered = await world.SendAsync(row.Request.Method, path, token, subject, json);
                if (answered != expected)
                {
                    wrong.Add($"{row.OperationId} ({row.Policy}): {answered}: {row.Request.Method} {path}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(calls > 200, $"Only {calls} calls were made.");
    }

    private Filling Standing => new(world.NewName(), IsFresh: false);
}
