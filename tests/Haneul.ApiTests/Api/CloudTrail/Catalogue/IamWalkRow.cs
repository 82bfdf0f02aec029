using Haneul.ApiTests.Access.Personas;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>A row of the tables of personas as a row of the walk: the tables say who is admitted.</summary>
internal sealed class IamWalkRow(WalkWorld world, OperationRow row) : WalkRow($"iam.{row.OperationId}")
{
    private static readonly IReadOnlyList<KeystonePersona> Mighty = Order("Project admin", "System admin", "Domain manager", "Project project_admin");
    private static readonly IReadOnlyList<KeystonePersona> Weak = Order("Project reader", "Domain reader", "Project project_reader", "System reader");

    /// <summary>Whether there is anybody whom the row admits.</summary>
    public static bool IsForAnybody(OperationRow row) =>
        KeystonePersona.All.Any(persona => persona.IsOneOf(PersonaTables.Who(row.Policy), Relation.Own) || persona.IsOneOf(PersonaTables.Who(row.Policy), Relation.Self));

    public override async Task<WalkRequest> AllowedAsync()
    {
        var (caller, relation) = await AdmittedAsync();
        var isFresh = relation == Relation.Own || row.Request.Targets.Any(static target => target[0] == '+' && target != "+user");
        var place = relation == Relation.Self ? caller.Persona.Self : world.Own;
        var filling = new Filling(world.NewName(), isFresh);
        var request = await FillAsync(place, filling, caller.Caller);
        if (row.Before == "put")
        {
            var status = await world.SendAsync(HttpMethod.Put, request.Path, await world.AdminTokenAsync(), subject: null, body: null);
            Assert.True(status is (>= 200 and < 300) or 409, $"PUT {request.Path}: {status}");
        }
        else if (row.Before.Length > 0)
        {
            await place.MakeAsync(row.Before);
        }

        if (relation == Relation.Self && row.Request.Method != HttpMethod.Get)
        {
            world.Forget(caller); // The call may end its token.
        }

        return request with { IsExpected = status => row.IsAnswer(status, relation) };
    }

    public override async Task<WalkRequest> RefusedAsync()
    {
        var who = PersonaTables.Who(row.Policy);
        var caller = Weak.FirstOrDefault(persona => !persona.IsOneOf(who, Relation.Own)) is { } weak
            ? (await world.PersonaAsync(weak)).Caller
            : await world.RuledAsync(); // Everybody may: what refuses is a rule of the access key.
        return await FillAsync(world.Own, new Filling(world.NewName(), IsFresh: false), caller) with { IsExpected = IsForbidden };
    }

    public override async Task<WalkRequest?> StandingAsync()
    {
        if (row.Request is { Body: null, Method.Method: not ("GET" or "HEAD") })
        {
            return null;
        }

        var (caller, relation) = await AdmittedAsync();
        return await FillAsync(relation == Relation.Self ? caller.Persona.Self : world.Own, new Filling(world.NewName(), IsFresh: false), caller.Caller);
    }

    private async Task<(WalkPersona Caller, Relation Relation)> AdmittedAsync()
    {
        var who = PersonaTables.Who(row.Policy);
        var relation = Mighty.Any(persona => persona.IsOneOf(who, Relation.Own)) ? Relation.Own : Relation.Self;
        return (await world.PersonaAsync(Mighty.First(persona => persona.IsOneOf(who, relation))), relation);
    }

    private async Task<WalkRequest> FillAsync(TargetPlace place, Filling filling, WalkCaller caller) =>
        new(Operation, row.Request.Method, await place.FillAsync(row.Request.Path, filling), caller)
        {
            Subject = row.Request.Subject is null ? null : await place.FillAsync(row.Request.Subject, filling),
            Body = row.Request.Body is null ? null : await place.FillAsync(row.Request.Body, filling),
            Scopes = await ScopesAsync(place),
            IsExpected = static _ => true,
        };

    private async Task<IReadOnlyList<string>> ScopesAsync(TargetPlace place)
    {
        var standing = new Filling("", IsFresh: false);
        string[] scopes = [await place.FillAsync("{project}", standing), await place.FillAsync("{domain}", standing)];
        var targets = row.Request.Targets.ToList();
        return
        [
            .. scopes,
            .. targets.Exists(TargetPlace.IsElsewhere) ? new[] { await place.FillAsync("{elsewhere.project}", standing), await place.FillAsync("{elsewhere.domain}", standing) } : [],
            .. targets.Contains("authorizer") ? new[] { world.Bootstrap.DomainId } : [],
        ];
    }

    private static IReadOnlyList<KeystonePersona> Order(params string[] first) =>
        [.. first.Select(static name => KeystonePersona.All.Single(persona => persona.Name == name)), .. KeystonePersona.All];
}
