namespace Haneul.ApiTests.Access.Personas;

/// <summary>
/// Every persona at every operation of IAM: on what is of its own organisation, of another, its own, and not there. Who is admitted stands in the tables beside this
/// file; whoever is not gets 403, and whoever is gets what the operation answers.
/// </summary>
public sealed class PersonaMatrixTests(PersonaWorld world) : IClassFixture<PersonaWorld>
{
    public static TheoryData<string> Names => [.. KeystonePersona.All.Select(static persona => persona.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_persona_is_admitted_where_the_tables_say_and_nowhere_else(string name)
    {
        var caller = await world.CreateAsync(KeystonePersona.All.Single(persona => persona.Name == name));
        var wrong = new List<string>();
        var calls = 0;
        foreach (var row in PersonaTables.Operations)
        {
            foreach (var relation in RelationsOf(row, caller.Persona))
            {
                calls++;
                if (await TryAsync(caller, row, relation) is { } fault)
                {
                    wrong.Add(fault);
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(calls > 400, $"Only {calls} calls were made.");
    }

    private static IEnumerable<Relation> RelationsOf(OperationRow row, KeystonePersona persona)
    {
        yield return Relation.Own;
        var targets = row.Request.Targets.ToList();
        if (targets.Exists(TargetPlace.IsElsewhere))
        {
            yield break; // It names both organisations already.
        }

        if (targets.Exists(TargetPlace.IsOfOrganisation))
        {
            yield return Relation.Other;
        }

        // Of what is one's own only that says something new which is refused or granted to owners; the rest would have personas change their own roles.
        var who = PersonaTables.Who(row.Policy);
        var asOwner = who.Any(static kind => kind.EndsWith("owner", StringComparison.Ordinal));
        if (targets.Exists(TargetPlace.IsOfUser) && (asOwner || !persona.IsOneOf(who, Relation.Self)) && (persona.Scope == RoleScope.Project || !NeedsProject(targets)))
        {
            yield return Relation.Self;
        }

        if (!row.Answers.Contains("-@unknown") && targets.Exists(static target => target != "#" && !PersonaWorld.IsConstant(target)))
        {
            yield return Relation.Unknown;
        }
    }

    /// <summary>Whether only somebody with a project can have such targets.</summary>
    private static bool NeedsProject(List<string> targets) =>
        targets.Exists(static target => PersonaTables.Targets.TryGetValue(target.TrimStart('+'), out var row) ? row.By == "user" : target.TrimStart('+') == "access_rule");

    private async Task<string?> TryAsync(SignedInPersona caller, OperationRow row, Relation relation)
    {
        var isAdmitted = caller.Persona.IsOneOf(PersonaTables.Who(row.Policy), relation) || (relation == Relation.Unknown && row.IsUnknownToAll);
        var place = relation switch
        {
            Relation.Self => caller.Self,
            Relation.Other => world.Other,
            _ => world.Own,
        };
        var filling = new Filling(world.NewName(), isAdmitted && relation is Relation.Own or Relation.Other) { IsUnknown = relation == Relation.Unknown };
        if (relation == Relation.Self && isAdmitted && row.Request.Targets.Any(static target => target[0] == '+' && target != "+user"))
        {
            filling = filling with { IsFresh = true };
        }

        var path = await place.FillAsync(row.Request.Path, filling);
        var subject = row.Request.Subject is null ? null : await place.FillAsync(row.Request.Subject, filling);
        var body = row.Request.Body is null ? null : await place.FillAsync(row.Request.Body, filling);
        if (isAdmitted && relation != Relation.Unknown && row.Before.Length > 0)
        {
            await PrepareAsync(place, row.Before, path);
        }

        var status = await world.SendAsync(row.Request.Method, path, caller.Token, subject, body);
        if (relation == Relation.Self && isAdmitted && row.Request.Method != HttpMethod.Get)
        {
            caller.Token = await caller.SignInAsync(); // It may have ended its own tokens.
        }

        return (isAdmitted ? row.IsAnswer(status, relation) : status == 403)
            ? null
            : $"{row.OperationId} ({row.Policy}), {relation}: {status}, but {(isAdmitted ? "admitted" : "forbidden")}: {row.Request.Method} {row.Request.Path}";
    }

    private async Task PrepareAsync(TargetPlace place, string before, string path)
    {
        if (before != "put")
        {
            await place.MakeAsync(before);
            return;
        }

        var status = await world.SendAsync(HttpMethod.Put, path, await world.AdminTokenAsync(), subject: null, body: null);
        Assert.True(status is (>= 200 and < 300) or 409, $"PUT {path}: {status}");
    }
}
