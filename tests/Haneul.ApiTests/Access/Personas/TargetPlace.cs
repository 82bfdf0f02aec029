using System.Globalization;
using System.Text.Json;
using Haneul.ApiTests.Access.Delegation;
using Haneul.Kernel.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Access.Personas;

/// <summary>
/// An organisation with a project and a user, seen as the place that targets are of: <c>{user}</c> in a table is its user, <c>{+user}</c> a new user of it. What it does not have
/// yet is made when it is first asked for (targets.txt).
/// </summary>
/// <param name="world">The server.</param>
/// <param name="known">The targets that are there, by name.</param>
/// <param name="signIn">Signs in as its user.</param>
internal sealed class TargetPlace(PersonaWorld world, IReadOnlyDictionary<string, string> known, Func<Task<string>> signIn)
{
    private readonly Dictionary<string, string> _targets = new(known, StringComparer.Ordinal);
    private string? _userToken;

    /// <summary>The place that is the other organisation for this one.</summary>
    public TargetPlace? Elsewhere { get; set; }

    /// <summary>Whether the table's target belongs to an organisation, so that there is another's to try.</summary>
    public static bool IsOfOrganisation(string target) => Depends(target, static name => name is "domain" or "project" or "user" or "trustee" or "administrator" or "administrators" or "subject" or "access_rule");

    /// <summary>Whether it is the other organisation's target.</summary>
    public static bool IsElsewhere(string target) => target.StartsWith("elsewhere.", StringComparison.Ordinal);

    /// <summary>Whether it is a user or belongs to one.</summary>
    public static bool IsOfUser(string target) => Depends(target, static name => name is "user" or "subject" or "access_rule");

    /// <summary>The same place with another user in it: for what belongs to the caller.</summary>
    public TargetPlace For(IReadOnlyDictionary<string, string> own, Func<Task<string>> signInAsThem)
    {
        var shared = known.Where(target => !own.ContainsKey(target.Key)).Concat(own).ToDictionary(StringComparer.Ordinal);
        return new TargetPlace(world, shared, signInAsThem) { Elsewhere = Elsewhere };
    }

    /// <summary>A text of a table with its targets filled in.</summary>
    public async Task<string> FillAsync(string text, Filling filling)
    {
        foreach (var name in RequestRow.Placeholder().Matches(text).Select(static match => match.Groups["name"].Value).Distinct())
        {
            text = text.Replace($"{{{name}}}", await FindAsync(name, filling), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Makes a target and gives its id.</summary>
    public async Task<string> MakeAsync(string target, Filling? filling = null)
    {
        switch (target)
        {
            case "subject":
                return await signIn();
            case "administrator":
                return await OnSystemAsync("user");
            case "administrators":
                return await OnSystemAsync("group");
            case "access_rule":
                return await MakeAccessRuleAsync();
            case "request_token":
                return (await (await OAuthConsumer.CreateAsync(world)).AskAsync(_targets["project"])).Id;
            case "access_token":
                return (await (await OAuthConsumer.CreateAsync(world)).ObtainAsync(await world.AdminTokenAsync(), world.Bootstrap.ProjectId, "admin")).Id;
        }

        var row = PersonaTables.Targets[target];
        var making = new Filling(world.NewName(), IsFresh: true) { Made = filling?.Made ?? [] };
        var path = await FillAsync(row.Request.Path, making);
        var body = row.Request.Body is null ? null : await FillAsync(row.Request.Body, making);
        var token = row.By == "user" ? _userToken ??= await signIn() : await world.AdminTokenAsync();
        var (status, answer) = await world.CallAsync(row.Request.Method, path, token, body);

        // What has no id of its own may be there already.
        Assert.True(status is >= 200 and < 300 || (row.Id.Length == 0 && status == 409), $"{target}: {row.Request.Method} {path}: {status} {answer}");
        return row.Id switch
        {
            "" => "",
            "#" => making.Name,
            _ => row.Id.Split('.').Aggregate(answer, static (at, step) =>
                at.ValueKind == JsonValueKind.Array ? at[int.Parse(step, CultureInfo.InvariantCulture)] : at.GetProperty(step)).GetString()!,
        };
    }

    private static bool Depends(string target, Func<string, bool> test)
    {
        var name = target.TrimStart('+');
        return test(name) || (PersonaTables.Targets.TryGetValue(name, out var row) && row.Request.Targets.Any(inner => Depends(inner, test)));
    }

    private async Task<string> FindAsync(string name, Filling filling)
    {
        if (name == "#")
        {
            return filling.Name;
        }

        if (filling.IsUnknown && !PersonaWorld.IsConstant(name))
        {
            return world.Services.GetRequiredService<IdGenerator>().NewHexId();
        }

        if (IsElsewhere(name))
        {
            return await Elsewhere!.FindAsync(name["elsewhere.".Length..], filling);
        }

        if (name[0] == '+' && filling.IsFresh)
        {
            return filling.Made.TryGetValue(name, out var made) ? made : filling.Made[name] = await MakeAsync(name[1..], filling);
        }

        var target = name.TrimStart('+');
        return _targets.TryGetValue(target, out var standing) ? standing : _targets[target] = await MakeAsync(target, filling);
    }

    private async Task<string> OnSystemAsync(string actor)
    {
        var id = await MakeAsync(actor);
        var (status, _) = await world.CallAsync(HttpMethod.Put, $"/identity/v3/system/{actor}s/{id}/roles/{_targets["reader"]}", await world.AdminTokenAsync());
        Assert.Equal(204, status);
        return id;
    }

    /// <summary>A rule of a key that is gone: as long as the key is there, the rule cannot go.</summary>
    private async Task<string> MakeAccessRuleAsync()
    {
        _userToken ??= await signIn();
        var keys = $"/identity/v3/users/{_targets["user"]}/application_credentials";
        var (status, body) = await world.CallAsync(HttpMethod.Post, keys, _userToken, $$$"""
            {"application_credential":{"name":"{{{world.NewName()}}}","access_rules":[{"service":"identity","method":"GET","path":"/v3/{{{world.NewName()}}}"}]}}
            """);
        Assert.True(status == 201, $"{status} {body}");
        var key = body.GetProperty("application_credential");
        (status, _) = await world.CallAsync(HttpMethod.Delete, $"{keys}/{key.GetProperty("id").GetString()}", _userToken);
        Assert.Equal(204, status);
        return key.GetProperty("access_rules")[0].GetProperty("id").GetString()!;
    }
}

/// <summary>How a request is filled in.</summary>
/// <param name="Name">The new name of <c>{#}</c>.</param>
/// <param name="IsFresh">Whether <c>{+…}</c> is a new one.</param>
internal sealed record Filling(string Name, bool IsFresh)
{
    /// <summary>Whether all targets are such as nobody has ever made.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>The new ones that this request has already had made.</summary>
    public Dictionary<string, string> Made { get; init; } = new(StringComparer.Ordinal);
}
