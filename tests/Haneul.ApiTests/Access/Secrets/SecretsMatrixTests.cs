using System.Net.Http.Headers;
using System.Text;

namespace Haneul.ApiTests.Access.Secrets;

/// <summary>
/// Every kind of caller at every operation of Secrets Manager and KMS, on resources without access control and with it, to which the caller stands in every way.
/// Who is admitted stands in the tables beside this file.
/// </summary>
public sealed class SecretsMatrixTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    // The codes of the two refusals by a list, and of what is not there.
    private static readonly string[] ListRefusals = ["SecretAccessDenied", "KeyAccessDenied"];
    private static readonly string[] Unknown = ["SecretNotFound", "KeyNotFound"];

    public static TheoryData<string> Names => [.. MatrixPersona.All.Select(static persona => persona.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_caller_is_admitted_where_the_tables_say_and_nowhere_else(string name)
    {
        var caller = await world.CreateAsync(MatrixPersona.All.Single(persona => persona.Name == name));
        foreach (var standing in caller.Persona.Standings)
        {
            // First of all, so that lists of what has happened show them on their first page.
            await caller.Place.LastingAsync("secret", standing);
        }

        var wrong = new List<string>();
        var calls = 0;
        foreach (var row in MatrixTables.Rows)
        {
            foreach (var standing in row.Kind is null ? [Standing.Open] : caller.Persona.Standings)
            {
                calls++;
                if (await TryAsync(caller, row, standing) is { } fault)
                {
                    wrong.Add(fault);
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(await caller.Place.FindChangedAsync());
        Assert.True(calls > 150, $"Only {calls} calls were made.");
    }

    private async Task<string?> TryAsync(MatrixCaller caller, MatrixRow row, Standing standing)
    {
        var expected = Expect(caller.Persona, row, standing);
        var resource = row.Kind is null ? null
            : row.Before is not null && expected.IsAdmitted ? await caller.Place.MakeAsync(row.Kind, standing, row.Before)
            : await caller.Place.LastingAsync(row.Kind, standing);
        using var request = new HttpRequestMessage(row.Method, caller.Place.Fill(row.Path, resource));
        if (caller.Token is not null)
        {
            request.Headers.Add("X-Auth-Token", caller.Token);
        }

        if (row.Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(caller.Place.Fill(row.Body, resource)));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await world.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        // A stream has no end; what it tells has tests of its own (SecretsAttackTests).
        var text = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync();
        var status = (int)response.StatusCode;
        var fault = status != expected.Status ? $"{status}"
            : expected.Has.Length > 0 && !expected.Has.Any(word => text.Contains(word, StringComparison.Ordinal)) ? $"without {string.Join(" or ", expected.Has)}"
            : expected.HasNot.FirstOrDefault(word => text.Contains(word, StringComparison.Ordinal)) is { } unwanted ? $"with {unwanted}"
            : expected.HidesResource && text.Contains(resource!.Id, StringComparison.Ordinal) ? "shows the resource"
            : expected.ShowsResource && !text.Contains(resource!.Id, StringComparison.Ordinal) ? "hides the resource"
            : null;
        return fault is null ? null : $"{row.Operation}, {standing}: {fault}, but expected {expected.Status}: {row.Method} {row.Path}: {text[..Math.Min(text.Length, 200)]}";
    }

    private static Expectation Expect(MatrixPersona persona, MatrixRow row, Standing standing)
    {
        if (persona.Kind == CallerKind.Anonymous)
        {
            return new(401);
        }

        if (!persona.IsWithinRules(row))
        {
            return new(403) { Has = ["OutsideAccessRules"] };
        }

        if (persona.Kind == CallerKind.System || !MatrixTables.Who[row.Who].Contains(persona.Role))
        {
            return new(403) { HasNot = standing == Standing.NotListed ? [] : ListRefusals };
        }

        if (persona.Kind == CallerKind.Elsewhere && row.Kind is not null)
        {
            return row switch
            {
                { IsByPath: true } => new(404) { Has = Unknown },
                { Effect: ListEffect.RefusesItem } => new(row.Answer) { Has = Unknown },
                _ => new(row.Answer) { HidesResource = true },
            };
        }

        var isLeftOut = standing == Standing.NotListed || (row.Effect == ListEffect.OwnerOnly && standing != Standing.Owner);
        if (isLeftOut)
        {
            switch (row.Effect)
            {
                case ListEffect.Refuses:
                    return new(403) { Has = ListRefusals };
                case ListEffect.OwnerOnly:
                    return new(403);
                case ListEffect.RefusesItem:
                    return new(row.Answer) { Has = ListRefusals };
                case ListEffect.RefusesWhole:
                    return new(409) { Has = ListRefusals };
                case ListEffect.Hides:
                    return new(row.Answer) { HidesResource = true };
                default:
                    break;
            }
        }

        return new(standing == Standing.Open ? row.AnswerWithoutList : row.Answer)
        {
            IsAdmitted = true,
            HasNot = [.. ListRefusals, .. Unknown],
            ShowsResource = row.Effect == ListEffect.Hides,
        };
    }

    private sealed record Expectation(int Status)
    {
        public bool IsAdmitted { get; init; }

        public string[] Has { get; init; } = [];

        public string[] HasNot { get; init; } = [];

        public bool HidesResource { get; init; }

        public bool ShowsResource { get; init; }
    }
}
